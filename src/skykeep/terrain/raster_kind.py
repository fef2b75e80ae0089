"""Whether a raster holds heights at all, and how its numbers stand for metres."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np

from skykeep.errors import TerrainError

from .plausible import Coding

__all__ = ["NotHeightsError", "coding_of", "refuse_other_kinds"]

UNITS_M = {
    "": 1.0,
    "m": 1.0,
    "metre": 1.0,
    "metres": 1.0,
    "meter": 1.0,
    "meters": 1.0,
    "dm": 0.1,
    "decimetre": 0.1,
    "decimeter": 0.1,
    "decimeters": 0.1,
    "cm": 0.01,
    "centimetre": 0.01,
    "centimeter": 0.01,
    "centimeters": 0.01,
    "mm": 0.001,
    "millimetre": 0.001,
    "millimeter": 0.001,
    "km": 1000.0,
    "kilometre": 1000.0,
    "kilometer": 1000.0,
    "ft": 0.3048,
    "foot": 0.3048,
    "feet": 0.3048,
    "international foot": 0.3048,
    "us survey foot": 1200.0 / 3937.0,
    "ftus": 1200.0 / 3937.0,
    "us-ft": 1200.0 / 3937.0,
    "us foot": 1200.0 / 3937.0,
    "us survey feet": 1200.0 / 3937.0,
    "foot_us": 1200.0 / 3937.0,
}
"""Names of units as files write them, small letters, and their metres."""
OTHER_QUANTITIES = ("aspect", "slope", "hillshade", "roughness", "count", "mask", "quality", "error")


class NotHeightsError(TerrainError):
    """A raster that holds something else than heights."""


def refuse_other_kinds(data: Any, path: Path) -> None:
    """Raise NotHeightsError if a raster is a picture, a mask, a count or complex numbers."""
    colours = [colour.name for colour in data.colorinterp]
    values = [colour for colour in colours if colour != "alpha"]
    if len(values) != 1:
        raise NotHeightsError(
            f"{path}: holds {len(values)} bands ({', '.join(values[:4])}), not heights: one band is needed; "
            "gdal_translate -b 1 IN OUT takes the first if that is the heights"
        )
    if colours[0] == "palette":
        raise NotHeightsError(f"{path}: holds classes with a table of colours, not heights")
    kind = np.dtype(data.dtypes[0])
    if kind.kind == "c" or kind.itemsize == 1:
        raise NotHeightsError(
            f"{path}: holds {kind.name} numbers, as masks, counts and pictures do, not heights; if these "
            "are heights, gdal_translate -ot Int16 IN OUT"
        )
    named = f"{data.descriptions[0] or ''}".lower()
    word = next((word for word in OTHER_QUANTITIES if word in named), None)
    if word is not None:
        raise NotHeightsError(f"{path}: its band is called {data.descriptions[0]!r}: not heights")


def coding_of(data: Any, path: Path, vertical_unit_m: float | None) -> tuple[Coding, tuple[str, ...]]:
    """Return how the numbers of a raster stand for metres, and what must be said of it.

    Raises
    ------
    TerrainError
        If its unit is not known, differs from that of its vertical system, or scale or offset are no numbers.
    """
    scale, offset = float(data.scales[0]), float(data.offsets[0])
    if not (math.isfinite(scale) and math.isfinite(offset)) or scale == 0.0:
        raise TerrainError(
            f"{path}: a scale of {scale} and an offset of {offset} make no heights; state them: "
            "gdal_edit.py -scale 1 -offset 0 FILE"
        )
    written = (data.units[0] or "").strip()
    unit_m = UNITS_M.get(written.lower())
    if unit_m is None:
        raise TerrainError(
            f"{path}: its unit {written!r} is no unit of heights known here (metres, feet, US survey feet "
            "and tenths, hundredths and thousandths of a metre are); state it: gdal_edit.py -units m FILE"
        )
    if not written and vertical_unit_m is not None:
        unit_m = vertical_unit_m
    elif vertical_unit_m is not None and abs(unit_m / vertical_unit_m - 1.0) > 1e-4:
        raise TerrainError(
            f"{path}: its band counts in {written!r}, its vertical system in units of {vertical_unit_m:g} "
            "m: which is true cannot be known; state one: gdal_edit.py -units m FILE, or -a_srs EPSG:4326"
        )
    said = []
    if unit_m != 1.0:
        said.append(
            f"{path.name}: its heights are in {written or 'the unit of its vertical system'}; read as metres."
        )
    if scale != 1.0 or offset != 0.0:
        said.append(f"{path.name}: its numbers were scaled as it states, by {scale:g}, plus {offset:g}.")
    return Coding(data.nodata, scale, offset, unit_m), tuple(said)
