"""The chart of a placement: a map of the sites and their cover, and the share by height and by number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from skykeep.language import tell
from skykeep.terrain.places import city_label, load_cities, load_countries

from .chart_files import chart_file, incomplete_words
from .marks import Mark
from .placement_words import OF, answer_sentences, gap_words, height_words, kind_words, title
from .shipped_words import place_name, shipped
from .style import FILLS, INK
from .svg import drawing, to_inline_svg
from .words import metres_high

__all__ = ["placement_figure", "write_placement_chart"]

PANEL_IN = (6.2, 5.6)
PAGE_IN = (7.4, 4.25)
"""Size of both panels on a page, inches."""
CITIES_NAMED = 12
CITY_APART_DEG = 0.7
"""A city is named only if it is so far from every larger named one, degrees."""
LABEL_PT = 6.2
METRES_PER_DEGREE = 111_195.0
MARGIN_DEG = 0.4
COVER_ALPHA = (0.25, 0.45)
"""How dark is what one site covers, and what several do."""


def write_placement_chart(found: Mapping[str, Any], path: Path) -> Path:
    """Write the chart of a placement and return its path.

    Left a map: border and cities, the sites, what they cover at the first height that counts, and the printed
    ring about each dashed. Right the share that the set covers at each height with its doubt, the best set
    for that height alone beside it, or, where one height is told, the best share of each number of sites.

    Raises
    ------
    UsageError
        If the name of the file ends in none of .png, .svg and .pdf.
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    OSError
        If the file cannot be written.
    """
    answers = [each for each in (found, found["radars"]) if each is not None]
    with chart_file(
        path, rows=len(answers), columns=2, panel_in=PANEL_IN, title=title(found), caption=_caption(found)
    ) as panels:
        for number, answer in enumerate(answers):
            told = {**found, **answer}
            _map(panels[2 * number], told)
            if len(answer["heights"]) > 1:
                _by_height(panels[2 * number + 1], told)
            else:
                _by_number(panels[2 * number + 1], told)
    return path


def placement_figure(found: Mapping[str, Any], *, name: str) -> str:
    """Return the map of a placement and its shares by height beside it, an SVG element of a page."""
    with drawing(*PAGE_IN, name=name) as figure:
        _map(figure.add_axes((0.005, 0.105, 0.5, 0.845)), found)
        shares = figure.add_axes((0.575, 0.235, 0.42, 0.715))
        _by_height(shares, found)
        words = " ".join([title(found) + ".", *answer_sentences(found)])
        marks = [
            Mark(
                axes=shares,
                systems=(found["system"],),
                height_agl_m=row["height_agl_m"],
                x=(place - 0.4, place + 0.4),
            )
            for place, row in enumerate(found["heights"])
        ]
        return to_inline_svg(figure, name=name, words=words, marks=marks)


def _map(axes: Any, found: Mapping[str, Any]) -> None:
    """Draw border, cities, sites, cover and rings."""
    country = next(each for each in load_countries() if each.code == found["country"])
    west, south, east, north = country.polygon.bounds
    middle = math.cos(math.radians(0.5 * (south + north)))
    _cover(axes, found["cover_map"])
    for other in load_countries():
        bold = other.code == found["country"]
        for part in other.polygon.geoms:
            lon, lat = np.asarray(part.exterior.coords)[:, :2].T
            axes.plot(lon, lat, color=FILLS.border, lw=1.0 if bold else 0.4, zorder=3)
    _cities(axes, found)
    _sites(axes, found)
    rings = [_ring(found, site) for site in found["sites"]]
    lons, lats = (
        np.concatenate([ends, *of_rings])
        for ends, of_rings in zip(((west, east), (south, north)), zip(*rings, strict=True), strict=True)
    )
    axes.set_xlim(lons.min() - MARGIN_DEG, lons.max() + MARGIN_DEG)
    axes.set_ylim(lats.min() - MARGIN_DEG, lats.max() + MARGIN_DEG)
    axes.spines[["top", "right"]].set_visible(True)
    axes.set_aspect(1.0 / middle)
    axes.set_xticks([])
    axes.set_yticks([])
    heading = tell(
        "covered ({kind}) at {height} above ground",
        kind=kind_words(found),
        height=metres_high(found["cover_map"]["height_agl_m"]),
    )
    axes.set_title(heading, fontsize=8, loc="left")
    bar_deg = 200_000.0 / METRES_PER_DEGREE / middle
    axes.plot([west, west + bar_deg], [south, south], color=INK, lw=1.8, zorder=9)
    axes.text(west, south + 0.06, tell("{length} km", length=200), fontsize=LABEL_PT, zorder=9)
    _legend_below(axes, -0.01, -0.01)


def _cover(axes: Any, cover: Mapping[str, Any]) -> None:
    """Fill the cells that one site covers, and darker and hatched those that several do."""
    from matplotlib.collections import PolyCollection

    half = 0.5 * cover["cell_m"] / METRES_PER_DEGREE
    for several, words in ((False, tell("by one site")), (True, tell("by several"))):
        boxes = [
            [(left, lat - half), (right, lat - half), (right, lat + half), (left, lat + half)]
            for lat, left, right, count in cover["stretches"]
            if (count > 1) == several
        ]
        if boxes:
            alpha = COVER_ALPHA[several]
            colour = FILLS.engageable
            axes.add_collection(
                PolyCollection(boxes, fc=colour, ec="none", alpha=alpha, label=words, zorder=2)
            )


def _cities(axes: Any, found: Mapping[str, Any]) -> None:
    """Name the largest cities, well apart."""
    named = [(site["lat_deg"], site["lon_deg"]) for site in found["sites"]]
    for city in load_cities(found["country"])[: 4 * CITIES_NAMED]:
        near = any(
            abs(city.lat_deg - lat) < 0.5 * CITY_APART_DEG and abs(city.lon_deg - lon) < 2.0 * CITY_APART_DEG
            for lat, lon in named
        )
        if near or len(named) >= CITIES_NAMED + len(found["sites"]):
            continue
        named.append((city.lat_deg, city.lon_deg))
        axes.plot(city.lon_deg, city.lat_deg, marker="o", ms=2.0, color=INK, zorder=6)
        _label(axes, city.lon_deg, city.lat_deg, shipped(city_label(city)))


def _sites(axes: Any, found: Mapping[str, Any]) -> None:
    """Draw candidates as dots, sites as triangles with their names, and the printed ring about each."""
    axes.plot(
        [site["lon_deg"] for site in found["candidates"]],
        [site["lat_deg"] for site in found["candidates"]],
        ls="",
        marker=".",
        ms=2.6,
        color="#6b7278",
        zorder=4,
        label=tell("candidates"),
    )
    for number, site in enumerate(found["sites"]):
        lon, lat = _ring(found, site)
        ring = tell("printed ring {km:.0f} km", km=found["ring_m"] / 1000) if number == 0 else None
        axes.plot(lon, lat, color=FILLS.ring, lw=0.7, ls=(0, (3, 2)), zorder=5, label=ring)
        axes.plot(
            site["lon_deg"],
            site["lat_deg"],
            marker="^",
            ms=7,
            color=INK if site["fixed"] else FILLS.seen,
            mec="white",
            mew=0.7,
            zorder=8,
        )
        _label(axes, site["lon_deg"], site["lat_deg"], place_name(site["name"]), weight="bold")


def _ring(found: Mapping[str, Any], site: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return longitudes and latitudes of the printed ring about a site, degrees."""
    turn = np.linspace(0.0, 2.0 * np.pi, 181)
    radius = found["ring_m"] / METRES_PER_DEGREE
    lat = site["lat_deg"] + radius * np.cos(turn)
    return site["lon_deg"] + radius * np.sin(turn) / math.cos(math.radians(site["lat_deg"])), lat


def _legend_below(axes: Any, left: float, top: float) -> None:
    """Write the legend below a panel, where it covers nothing; its corner in widths and heights of it."""
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(left, top),
        ncols=2,
        fontsize=6.6,
        frameon=False,
        borderpad=0.2,
        columnspacing=1.0,
    )


def _label(axes: Any, lon: float, lat: float, text: str, **more: Any) -> None:
    """Write a name on a pale plate."""
    plate = {"boxstyle": "square,pad=0.1", "fc": (1.0, 1.0, 1.0, 0.7), "ec": "none"}
    axes.text(lon + 0.08, lat + 0.06, text, fontsize=LABEL_PT, zorder=9, bbox=plate, **more)


def _by_height(axes: Any, found: Mapping[str, Any]) -> None:
    """Draw the share of the set at each height with its doubt, and the best set for each height."""
    rows = found["heights"]
    at = np.arange(len(rows))
    sure = next((place for place, row in enumerate(rows) if row["ignorance_90"] is not None), -1)
    for place, row in zip(at, rows, strict=True):
        label = place == 0
        if row["limits"] is not None:
            low, high = (100.0 * end for end in row["limits"])
            axes.plot(
                [place, place],
                [low, high],
                color="#9aa0a4",
                lw=1.2,
                zorder=2,
                label=tell("every figure at either end") if label else None,
            )
        if row["ignorance_90"] is not None:
            low, high = (100.0 * end for end in row["ignorance_90"])
            axes.plot(
                [place, place],
                [low, high],
                color=FILLS.seen,
                lw=4.5,
                zorder=3,
                label=tell("90 % sure (figures)") if place == sure else None,
            )
    shares = [100.0 * row["share"] for row in rows]
    these = tell("these sites")
    axes.plot(at, shares, ls="", marker="o", ms=5, color="white", mec=INK, zorder=5, label=these)
    if all(row["best"] is not None for row in rows):
        best = [100.0 * row["best"]["share"] for row in rows]
        axes.plot(
            at,
            best,
            ls="",
            marker="_",
            ms=14,
            mew=1.6,
            color=FILLS.engageable,
            zorder=4,
            label=tell("best sites for this height alone"),
        )
    axes.set_xticks(at, [metres_high(row["height_agl_m"]) for row in rows])
    axes.set_xlabel(tell("height above ground"))
    _share_axis(axes, found)


def _by_number(axes: Any, found: Mapping[str, Any]) -> None:
    """Draw the best share of each number of sites, with its bound where that is not proven."""
    rows = found["front"] or [
        {"k": found["k"], "share": found["share"], "bound": found["bound"], "proven": True}
    ]
    count, share = [row["k"] for row in rows], [100.0 * row["share"] for row in rows]
    axes.plot(
        count, share, color=INK, lw=1.0, marker="o", ms=5, mfc="white", zorder=4, label="best set of so many"
    )
    for row in rows:
        if not row["proven"]:
            ends = [100.0 * row["share"], 100.0 * row["bound"]]
            axes.plot([row["k"]] * 2, ends, color=FILLS.engageable, lw=2.0, zorder=3)
    axes.axhline(
        100.0 * found["all_candidates_share"],
        color="#8a9096",
        ls=":",
        lw=1.0,
        label="all candidates together",
    )
    axes.set_xticks(count)
    axes.set_xlabel("number of sites")
    _share_axis(axes, found)


def _share_axis(axes: Any, found: Mapping[str, Any]) -> None:
    """Set the axis of shares."""
    axes.set_ylim(0.0, 100.0)
    axes.set_ylabel(tell("% of {of}", of=tell(OF[found["cover"]])))
    _legend_below(axes, -0.14, -0.165)


def _caption(found: Mapping[str, Any]) -> str:
    """Return what stands below the chart."""
    return (
        f"{incomplete_words(found)}Chosen {height_words(found)}; {gap_words(found)}. Public figures only, "
        f"best values of the view {found['view']}, many of them assumed; points on a map, no positions of "
        f"units. Borders: Natural Earth. Cities: GeoNames (CC BY 4.0). skykeep, seed {found['seed']}."
    )
