"""Places in a CSV file of the user: candidate sites, or assets with what they are worth."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from skykeep.errors import UsageError, did_you_mean
from skykeep.plain_text import visible

__all__ = ["CsvPlace", "read_places"]

COLUMNS: Mapping[str, str] = {
    "name": "name",
    "lat": "lat_deg",
    "lat_deg": "lat_deg",
    "lon": "lon_deg",
    "lon_deg": "lon_deg",
    "value": "value",
}
"""Columns that are read, and what they mean."""
LAT_MOST_DEG, LON_MOST_DEG = 85.0, 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvPlace:
    """A place of a file: a name, where, and what it is worth beside the others (1 where nothing is said)."""

    name: str
    lat_deg: float
    lon_deg: float
    value: float = 1.0


def read_places(path: Path, *, what: str) -> tuple[CsvPlace, ...]:
    """Return the places of a CSV file with columns ``name``, ``lat``, ``lon`` and, if wanted, ``value``.

    Parameters
    ----------
    path
        The file, UTF-8, its first line the names of the columns.
    what
        What was given in the words of the caller, for messages.

    Raises
    ------
    UsageError
        If it cannot be read, a column is missing or unknown, or a value is out of range.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            names = _columns(reader.fieldnames or [], f"{what} {path}")
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{what} {path}: cannot be read as a CSV file: {words}") from None
    found = tuple(
        _place({names[key]: text for key, text in row.items() if key in names}, f"{what} {path}, line {line}")
        for line, row in enumerate(rows, start=2)
    )
    if not found:
        raise UsageError(f"{what} {path}: holds no place; give one line for each, as Baghdad,33.34,44.40")
    return found


def _columns(given: Sequence[str], where: str) -> dict[str, str]:
    """Return what each column of a file means."""
    names = {}
    for name in given:
        key = (name or "").strip().lower()
        if key not in COLUMNS:
            raise UsageError(
                f"{where}: given column {name!r}, allowed name, lat, lon, value.{did_you_mean(key, COLUMNS)}"
            )
        names[name] = COLUMNS[key]
    for needed in ("lat_deg", "lon_deg"):
        if needed not in names.values():
            raise UsageError(f"{where}: no column {needed[:3]}; the first line must be name,lat,lon[,value]")
    return names


def _place(row: Mapping[str, str | None], where: str) -> CsvPlace:
    """Return one line as a place."""
    lat = _number(row.get("lat_deg"), f"{where}: lat", -LAT_MOST_DEG, LAT_MOST_DEG)
    lon = _number(row.get("lon_deg"), f"{where}: lon", -LON_MOST_DEG, LON_MOST_DEG)
    text = row.get("value")
    value = 1.0 if not text else _number(text, f"{where}: value", 0.0, math.inf)
    name = visible((row.get("name") or "").strip()) or f"{lat:.2f}, {lon:.2f}"
    return CsvPlace(name=name, lat_deg=lat, lon_deg=lon, value=value)


def _number(text: str | None, where: str, low: float, high: float) -> float:
    """Return a number within limits."""
    try:
        value = float(text or "")
    except ValueError:
        value = math.nan
    if not (low <= value <= high and math.isfinite(value)):
        allowed = f"{low:g} or more" if math.isinf(high) else f"{low:g} to {high:g}"
        raise UsageError(f"{where}: given {text!r}, must be a number, {allowed}")
    return value
