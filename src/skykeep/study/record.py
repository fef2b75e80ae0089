"""The public record: what whole countries said they stopped, by class of threat, to stand beside a result."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .intervals import wilson_interval

__all__ = ["WHY_IT_DIFFERS", "MissedDays", "RecordRow", "missed_days", "public_record", "record_of"]

FILE = Path(__file__).with_name("data") / "public_record.toml"

WHY_IT_DIFFERS = (
    "It is no yardstick for one unit: a country's record holds many layers with guns, aircraft and jamming; "
    "bulletins choose what they count and nobody checked them; and most raids on record were smaller or "
    "spread over many places."
)
"""Why a result of one unit and the record of a country are not alike."""

RELATIVES = {"low-observable-cruise-missile": "cruise-missile", "mrbm": "srbm"}
"""Classes without a record of their own, and the class whose record stands nearest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One claimant's count of a class: ``launched`` at ``place`` from ``first`` to ``last``."""

    threat_class: str
    words: str
    place: str
    first: str
    last: str
    launched: int
    stopped: int
    claimant: str
    title: str
    address: str
    licence: str

    @property
    def share(self) -> float:
        """Share that was stopped, as claimed."""
        return self.stopped / self.launched

    def as_row(self) -> dict[str, Any]:
        """Return the record as plain data, with the 90 % interval of its count alone."""
        return asdict(self) | {
            "share": self.share,
            "count_error_90": list(wilson_interval(self.stopped, self.launched)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedDays:
    """Days of a whole country with many of a class launched, and how many of them saw none stopped."""

    threat_class: str
    words: str
    place: str
    first: str
    last: str
    launched_at_least: int
    days: int
    missed: int

    @property
    def share_at_most(self) -> float:
        """Greatest share of missed days that the count allows, with 95 % confidence.

        Of none in n days the rule of three, 3 / n (Hanley and Lippman-Hand 1983); else the upper end of the
        90 % Wilson interval.
        """
        return 3.0 / self.days if self.missed == 0 else wilson_interval(self.missed, self.days)[1]

    def as_row(self) -> dict[str, Any]:
        """Return the count as plain data, with the greatest share that it allows."""
        return asdict(self) | {"share_at_most": self.share_at_most}


@cache
def missed_days() -> tuple[MissedDays, ...]:
    """Return every count of whole missed days that is shipped, in the order of the file."""
    with FILE.open("rb") as file:
        return tuple(MissedDays(**entry) for entry in tomllib.load(file)["missed_days"])


@cache
def public_record() -> tuple[RecordRow, ...]:
    """Return every record that is shipped, in the order of the file."""
    with FILE.open("rb") as file:
        return tuple(RecordRow(**entry) for entry in tomllib.load(file)["records"])


def record_of(threat_classes: Iterable[str]) -> dict[str, Any]:
    """Return the records of some threat classes as plain data: ``rows``, ``missed_days``, ``without`` and
    ``why_it_differs``.

    ``without`` names the classes of which nothing is on record here.
    """
    wanted = list(dict.fromkeys(threat_classes))
    known = {RELATIVES.get(name, name) for name in wanted}
    rows = [row for row in public_record() if row.threat_class in known]
    found = {row.threat_class for row in rows}
    return {
        "rows": [row.as_row() for row in rows],
        "missed_days": [row.as_row() for row in missed_days() if row.threat_class in known],
        "without": [name for name in wanted if RELATIVES.get(name, name) not in found],
        "why_it_differs": WHY_IT_DIFFERS,
    }
