"""The table of a back-test: every score of every law, and every claim about an event, a row each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from skykeep.engine.schemas import field

from .tables import Table

__all__ = ["backtest_table"]

SCORES = (
    "cover_50",
    "width_50",
    "cover_90",
    "width_90",
    "places_inside_90",
    "crps",
    "log_score",
    "log_score_no_floor",
    "p_none",
    "p_all",
    "mean_share",
)
COLUMNS: Mapping[str, tuple[Any, str]] = {
    "part": (pa.string(), "record or event"),
    "name": (pa.string(), "class of the record, or event"),
    "measure": (pa.string(), "what counts as stopped, or who claims it"),
    "reading": (pa.string(), "how a zero is read; empty for an event"),
    "law": (pa.string(), "what predicts: a law, or a lay-down"),
    "stratum": (pa.string(), "number launched; empty for an event"),
    "days": (pa.int32(), "days, or raids of an event"),
    "score": (pa.string(), "name of the score"),
    "value": (pa.float64(), "its value"),
    "low_90": (pa.float64(), "5 % end: over weeks, or over raids"),
    "high_90": (pa.float64(), "95 % end"),
}

Row = tuple[Any, ...]


def backtest_table(plain: Mapping[str, Any]) -> Table:
    """Return the rows of the records, then those of the events."""
    rows = [*_record_rows(plain), *_event_rows(plain)]
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    schema = pa.schema(
        [field(name, kind, "1", words, nullable=True) for name, (kind, words) in COLUMNS.items()]
    )
    arrays = [
        pa.array(list(values), kind) for values, (kind, _) in zip(columns, COLUMNS.values(), strict=True)
    ]
    return Table(pa.Table.from_arrays(arrays, schema=schema))


def _record_rows(plain: Mapping[str, Any]) -> Iterator[Row]:
    """Yield a row for each score of each law in each stratum."""
    for found in plain["comparisons"]:
        about = ("record", found["record_class"], found["measure"], found["reading"])
        for law, model in found["models"].items():
            for stratum, scores in model["strata"].items():
                for score in SCORES:
                    low, high = scores[score]["sampling_90"] or (None, None)
                    yield (*about, law, stratum, scores["days"], score, scores[score]["value"], low, high)


def _event_rows(plain: Mapping[str, Any]) -> Iterator[Row]:
    """Yield a row for the band, the claim and its place, of all lay-downs together and of each."""
    for event in plain["events"]:
        for claim in event["claims"]:
            about = ("event", event["id"], claim["claimant"], "")
            for law, stand in {"all": claim, **claim["by_alternative"]}.items():
                here = (*about, law, "", event["raids"])
                yield (*here, "share_stopped", stand["median"], *stand["band_90"])
                yield (*here, "share_claimed", None, *claim["share"])
                yield (*here, "place", None, *stand["place"])
