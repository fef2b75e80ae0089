"""Coverage in words and a table on the terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from skykeep.report.words import limits_outwards

from ._common import print_whole

if TYPE_CHECKING:
    from rich.console import Console

    from skykeep.coverage import CoverageResult, HeightCoverage

__all__ = ["print_coverage"]

KILOMETRE = 1000.0
NO_INTERCEPTORS = "-"
NUMBER_COLUMNS = ("height\nm", "in\nsight", "seen", "engageable", "seen\nkm", "met\nkm", "warn")
LIMIT_COLUMNS = ("seen\nlimit", "met\nlimit")
VIEW_WORDS = {
    "sceptic": "View: sceptic. Every public figure is taken at its end against the defender.",
    "brochure": "View: brochure. Every figure is taken at the best value or a maker's claim, as favours the "
    "defender.",
}


def print_coverage(result: CoverageResult, console: Console) -> None:
    """Print the table of heights, the shares of the country, and what the answer rests on."""
    from rich.table import Table

    from skykeep.coverage.country_remarks import place_remarks
    from skykeep.coverage.result import LIMITS_NOTE

    site = result.site
    place = f"{site.name} " if site.name else ""
    console.print(
        f"{result.system_name} at {place}{site.lat_deg:.4f}, {site.lon_deg:.4f} (ground "
        f"{result.site_alt_msl_m:.0f} m)\nBrochure rings: "
        f"{', '.join(f'{ring.kind} {ring.short_words}' for ring in result.rings)}. "
        f"Elevation: {result.terrain['name']}"
        f"{_step(result)}, k = {result.question.k:.3g} ({result.question.k_from}), track probability "
        f"{result.question.detection.p_detect:g}.",
        markup=False,
        soft_wrap=True,
    )
    targets = dict.fromkeys(
        f"{height.polar.target.id} ({height.polar.target.rcs_m2:.2g} m2, "
        f"{height.polar.target.speed_mps:.0f} m/s)"
        for height in result.heights
    )
    console.print(f"Target: {', then '.join(targets)}, flying straight in.", markup=False, soft_wrap=True)
    if result.question.view != "balanced":
        console.print(VIEW_WORDS[result.question.view], markup=False, soft_wrap=True)
    misplaced = place_remarks([("The site", site.lat_deg, site.lon_deg)], None)
    for remark in misplaced:  # first, for nothing below it means what was asked
        console.print(remark, style="bold", markup=False)
    table = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in (
        "height\nm",
        "in\nsight",
        "seen",
        "engageable",
        "seen\nkm",
        "met\nkm",
        "warn",
        *LIMIT_COLUMNS,
    ):
        table.add_column(name, justify="left" if name in LIMIT_COLUMNS else "right", no_wrap=True)
    for height in result.heights:
        table.add_row(*_row(height))
    print_whole(table, console)
    console.print(
        "In sight, seen: share of the detection ring; engageable: of the engagement ring; in brackets with "
        "every public figure at the end against, and at the end for, the defender (a bare number rests on "
        f"{_values(result)}, assumed). A place is in sight by itself; seen is all of a bearing inside the "
        "range at which a track is confirmed, hidden dips too. Seen and met: how far out, least to most over "
        "the bearings. Warn: median warning time, min:s. Limits: what ends the seen range, and what ends the "
        "range at which it is first met, on most bearings (seen: the track comes no earlier; guidance: the "
        "engagement radar; range, height, speed: of the interceptor).",
        style="dim",
        markup=False,
    )
    console.print(_single_look_words(result), style="dim", markup=False)
    _print_country(result, console)
    for remark in result.notes:
        if remark not in (LIMITS_NOTE, *misplaced):  # the legend says it, or it was said
            console.print(f"- {remark}", style="dim", markup=False)


def _single_look_words(result: CoverageResult) -> str:
    """Return how far one look alone reaches, and why the seen range may exceed it and the brochure."""
    looks = {
        f"{height.polar.target.id} {height.single_look_m / KILOMETRE:.0f} km": None
        for height in result.heights
    }
    return (
        f"One look alone finds it with a chance of {result.question.detection.p_detect:g}, hills and horizon "
        f"aside, out to: {', '.join(looks)}. Seen may lie farther out, and beyond the brochure: it adds up "
        "the looks of the whole approach, and a printed range is mostly one look at another target."
    )


def _values(result: CoverageResult) -> str:
    """Return which values of the figures a bare number rests on."""
    return (
        "best values" if result.question.view == "balanced" else f"values of the {result.question.view} view"
    )


def _step(result: CoverageResult) -> str:
    step = result.terrain["step_m"]
    return f", step {step:.0f} m" if step else ""


def _row(height: HeightCoverage) -> tuple[str, ...]:
    warning = float(np.median(height.warning_time_s))
    seen_limit, met_limit = (
        Counter(labels).most_common(1)[0][0] for labels in (height.limited_by, height.met_limited_by)
    )
    return (
        f"{height.height_agl_m:g}",
        f"{height.in_sight_share_of_detection_ring:.1%}",
        _share(height.seen_share_of_detection_ring, height.seen_limits),
        _share(height.engageable_share_of_engagement_ring, height.engageable_limits)
        if height.can_engage
        else NO_INTERCEPTORS,
        _spread(height.seen_range_m),
        _spread(height.engageable_range_m) if height.can_engage else NO_INTERCEPTORS,
        f"{int(warning // 60)}:{int(warning % 60):02d}",
        seen_limit,
        met_limit if height.can_engage else NO_INTERCEPTORS,
    )


def _share(share: float, limits: tuple[float, float] | None) -> str:
    """Return a share with its limits in whole per cent, rounded outwards so that they hold it."""
    if limits is None:
        return f"{share:.1%}"
    return f"{share:.1%} ({'-'.join(limits_outwards(limits))})"


def _spread(ranges_m: np.ndarray) -> str:
    least, most = (f"{value / KILOMETRE:.0f}" for value in (ranges_m.min(), ranges_m.max()))
    return least if least == most else f"{least}-{most}"


def _print_country(result: CoverageResult, console: Console) -> None:
    """Print the shares of the country and its largest cities, if the site lies in one."""
    if result.heights[0].country is None:
        return
    from rich.table import Table

    country = result.heights[0].country
    table = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in (
        "height\nm",
        "area seen,\n%",
        "area\nengageable, %",
        "people seen,\n%",
        "people\nengageable, %",
        "cities\nengageable",
    ):
        table.add_column(name, justify="left" if name.startswith("cities") else "right", no_wrap=True)
    for height in result.heights:
        shares = height.country
        if shares is None:
            continue
        held = [name for name, (_, engageable) in shares.cities.items() if engageable]
        table.add_row(
            f"{height.height_agl_m:g}",
            _percent(shares.seen_share_of_area, shares.limits.get("seen_share_of_area")),
            _percent(shares.engageable_share_of_area, shares.limits.get("engageable_share_of_area")),
            _percent(shares.seen_share_of_people, shares.limits.get("seen_share_of_people")),
            _percent(shares.engageable_share_of_people, shares.limits.get("engageable_share_of_people")),
            ", ".join(held[:2]) + (f" and {len(held) - 2} more" if len(held) > 2 else ""),
        )
    doubt = "in brackets as above" if country.limits else f"{_values(result)}, assumed"
    console.print(f"{country.name}, its area and the people of its cities ({doubt}):", markup=False)
    print_whole(table, console)


def _percent(share: float, limits: tuple[float, float] | None) -> str:
    """Return a share in per cent, and its limits where they were asked for."""
    if limits is None:
        return f"{100 * share:.1f}"
    low, high = (100 * end for end in limits)
    return f"{100 * share:.1f} ({low:.0f}-{high:.0f})"
