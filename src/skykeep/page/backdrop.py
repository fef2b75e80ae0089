"""The ground of a page and the borders on it, as a payload holds them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skykeep.terrain.window import GroundWindow

from .arrays import Arrays
from .borders import BorderLines, city_rows, country_edges, disputed_lines
from .ground import HEIGHT_STEP_M, in_height_steps
from .symbols import symbols

__all__ = ["backdrop_entries", "borders_entry", "ground_entry"]


def backdrop_entries(
    near: GroundWindow,
    far: GroundWindow,
    arrays: Arrays,
    called: Callable[[str], str] = str,
    *,
    height_step_m: int = HEIGHT_STEP_M,
) -> dict[str, Any]:
    """Return what lies below a map: the ground that sight is swept on, the coarser ground around it, borders,
    cities and signs; ``called`` says what a place is called in the language of the page.
    """
    return {
        "ground": ground_entry("ground", near, arrays, called, height_step_m=height_step_m),
        "surroundings": ground_entry("surroundings", far, arrays, called, height_step_m=height_step_m),
        "borders": borders_entry(far, arrays, called),
        "cities": [[called(name), *rest] for name, *rest in city_rows(far.box_deg)],
        "symbols": symbols(),
    }


def ground_entry(
    name: str,
    window: GroundWindow,
    arrays: Arrays,
    called: Callable[[str], str] = str,
    *,
    height_step_m: int = HEIGHT_STEP_M,
) -> dict[str, Any]:
    """Return where the posts of some ground lie, and whose heights they are; these go into the arrays, in
    whole steps of ``height_step_m``.
    """
    arrays[name] = in_height_steps(window.alt_msl_m, height_step_m), "med"
    return {
        "array": name,
        "height_step_m": height_step_m,
        "north_deg": window.north_deg,
        "west_deg": window.west_deg,
        "lat_step_deg": window.lat_step_deg,
        "lon_step_deg": window.lon_step_deg,
        "every": window.every,
        "step_m": window.step_m,
        "source_step_m": window.source_step_m,
        "name": called(window.name),
        "licence": called(window.licence),
    }


def borders_entry(window: GroundWindow, arrays: Arrays, called: Callable[[str], str] = str) -> dict[str, Any]:
    """Return the countries and disputed lines of the box; their points go into the arrays."""
    lines = BorderLines(window.box_deg)
    countries, disputed = country_edges(lines), disputed_lines(lines)
    arrays["borders/east"], arrays["borders/north"] = ((values, "med") for values in lines.arrays())
    south, west, north, east = window.box_deg
    return {
        "box_deg": [south, west, north, east],
        "step_deg": lines.step_deg,
        "countries": [each | {"name": called(each["name"])} for each in countries],
        "disputed": disputed,
    }
