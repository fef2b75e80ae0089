"""The public record by quarter: sums that may be shipped where the rows they are made of may not."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

from skykeep.study.intervals import wilson_interval
from skykeep.study.record import public_record

__all__ = ["quarterly_record", "quarterly_source"]

FILE = Path(__file__).with_name("data") / "ukraine_quarterly.csv"


@cache
def quarterly_record() -> tuple[dict[str, Any], ...]:
    """Return the sums of each quarter and class that are shipped, with the 90 % interval of their counts."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_row(raw) for raw in csv.DictReader(file))


def quarterly_source() -> dict[str, str]:
    """Return where the sums are from: the same bulletins as those of the whole record of that country."""
    told = next(row for row in public_record() if row.place == "Ukraine")
    return {"claimant": told.claimant, "title": told.title, "address": told.address, "licence": told.licence}


def _row(raw: dict[str, str]) -> dict[str, Any]:
    """Return one sum as plain data."""
    launched, stopped = int(raw["launched"]), int(raw["shot_down"])
    return {
        "quarter": raw["quarter"],
        "record_class": raw["threat_class"],
        "launched": launched,
        "stopped": stopped,
        "lost_or_jammed": int(raw["lost_or_jammed"]),
        "share": stopped / launched,
        "count_error_90": list(wilson_interval(stopped, launched)),
    }
