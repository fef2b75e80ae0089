"""A record played again: every class of a folder against laws of the simulation and of the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from skykeep.catalogue import Catalogue
from skykeep.errors import UsageError

from .comparison import Comparison, compare_laws
from .defences import RecordClass, Stylised, stylised_defences
from .laws import baseline_laws, simulated_laws
from .played import Budget, PlayedSizes, play_sizes, sizes_for
from .readings import READINGS, Day, Measure, days_of
from .windows import Windows

__all__ = ["SPLIT", "RecordStudy", "backtest_records"]

SPLIT = date(2024, 6, 30)
"""Last day of the development half of the public record: nothing later is fitted."""

_ONLY_BASELINES = {"missile_supersonic": "supersonic missiles"}
"""Classes on record that no class of the catalogue stands for, in words: baselines alone are scored."""
_WITH_JAMMING = "owa_uav"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStudy:
    """Comparisons of each class, reading and measure, and what there was to compare."""

    comparisons: list[dict[str, Any]]
    classes: list[dict[str, Any]]
    facts: dict[str, Any]
    interrupted: bool


def backtest_records(
    windows: Windows,
    catalogue: Catalogue,
    budget: Budget,
    *,
    split: date = SPLIT,
    keep_on_stop: bool = False,
) -> RecordStudy:
    """Return how the simulation predicts the later half of a record, class by class.

    Parameters
    ----------
    windows
        Rows of a record.
    catalogue
        Systems and threats.
    budget
        Worlds and replications of the raids that are played.
    split
        Last day that may be fitted; every later one is predicted.
    keep_on_stop
        Whether Ctrl-C gives the classes that are finished.

    Raises
    ------
    UsageError
        If no day of a class that is scored lies after the split.
    """
    stylised = stylised_defences()
    simulated = {each.record_class: each for each in stylised.classes}
    wanted = [name for name in (*simulated, *_ONLY_BASELINES) if _test_days(windows, name, split)]
    if not wanted:
        last = max((row.day for row in windows.rows), default=None)
        raise UsageError(
            f"records: no day after {split} has any of {', '.join((*simulated, *_ONLY_BASELINES))} launched; "
            f"the last row is of {last}. Give an earlier --split, or a folder with later days"
        )
    comparisons, classes, interrupted = [], [], False
    try:
        for name in wanted:
            asked = simulated.get(name)
            played = {} if asked is None else _play(asked, stylised, windows, catalogue, budget)
            comparisons += _compared(name, asked, stylised, windows, played, split, budget.seed)
            classes.append(_class_row(name, asked, stylised))
            budget.tick()
    except KeyboardInterrupt:
        if not keep_on_stop or not classes:
            raise
        interrupted = True
    return RecordStudy(
        comparisons=comparisons,
        classes=classes,
        facts=_facts(windows, split, stylised, wanted),
        interrupted=interrupted,
    )


def _test_days(windows: Windows, name: str, split: date) -> list[Day]:
    """Return the days of a class to predict, as written."""
    return [day for day in days_of(windows.of_class(name), "as_written", "shot_down") if day.day > split]


def _play(
    asked: RecordClass,
    stylised: Stylised,
    windows: Windows,
    catalogue: Catalogue,
    budget: Budget,
) -> dict[tuple[str, ...], PlayedSizes]:
    """Return raids against the units of each alternative, in sizes that reach the largest day."""
    days = days_of(windows.of_class(asked.record_class), "as_written", "shot_down")
    sizes = sizes_for(max(day.launched for day in days))
    raid = catalogue.raids[asked.raid]
    place = (stylised.city, stylised.lat_deg, stylised.lon_deg)
    defences = dict.fromkeys(each.units for each in stylised.of_class(asked) if each.units)
    return {units: play_sizes(units, raid, place, catalogue, sizes, budget) for units in defences}


def _compared(
    name: str,
    asked: RecordClass | None,
    stylised: Stylised,
    windows: Windows,
    played: dict[tuple[str, ...], PlayedSizes],
    split: date,
    seed: int,
) -> list[dict[str, Any]]:
    """Return the comparisons of one class in every reading and measure."""
    measures: Sequence[Measure] = ("shot_down", "neutralised") if name == _WITH_JAMMING else ("shot_down",)
    found = []
    for measure in measures:
        for reading in READINGS:
            days = days_of(windows.of_class(name), reading, measure)
            development = [day for day in days if day.day <= split]
            later = [day for day in days if day.day > split]
            if not later:
                continue
            laws = [] if asked is None else simulated_laws(asked, stylised, played, development, reading)
            laws += baseline_laws(development, days, name, reading, measure)
            if not laws:
                continue  # neither a class to play nor days enough to fit
            comparison = Comparison(
                record_class=name,
                reading=reading,
                measure=measure,
                development=development,
                days=later,
                seed=seed,
            )
            found.append(compare_laws(comparison, laws))
    return found


def _class_row(name: str, asked: RecordClass | None, stylised: Stylised) -> dict[str, Any]:
    """Return what was played for a class, and what was not modelled."""
    if asked is None:
        return {
            "record_class": name,
            "words": _ONLY_BASELINES[name],
            "threat_class": None,
            "alternatives": [],
            "not_modelled": ["the whole class: the catalogue has none like it, so baselines stand alone"],
        }
    return {
        "record_class": name,
        "words": asked.words,
        "threat_class": asked.threat_class,
        "raid": asked.raid,
        "alternatives": [each.as_row() for each in stylised.of_class(asked)],
        "not_modelled": list(asked.not_modelled),
    }


def _why_not_scored(name: str, scored: Sequence[str], split: date) -> str:
    """Return why a class of the record has no comparison."""
    if name in scored:
        return f"no day after {split} on which any was launched"
    return f"no class of this name is known; scored are {', '.join(scored)}"


def _facts(windows: Windows, split: date, stylised: Stylised, wanted: Sequence[str]) -> dict[str, Any]:
    """Return what the record held, and what the defence rests on."""
    left_out: Mapping[str, Any] = {
        name: {"rows": rows, "why": why} for name, (rows, why) in windows.left_out.items()
    }
    rows = Counter(row.threat_class for row in windows.rows)
    others = {name: rows[name] for name in sorted(rows) if name not in wanted}
    scored = (*(each.record_class for each in stylised.classes), *_ONLY_BASELINES)
    return {
        "files": list(windows.files),
        "rows": len(windows.rows),
        "rows_without_launched": windows.without_launched,
        "left_out": left_out,
        "not_scored": {
            name: {"rows": count, "why": _why_not_scored(name, scored, split)}
            for name, count in others.items()
        },
        "split": split.isoformat(),
        "stylised": {
            "city": stylised.city,
            "fixed_on": stylised.fixed_on,
            "kind": "assumed",
            "sources": stylised.sources,
        },
    }
