"""Results as a notebook shows them: small tables, every text escaped."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from .records import Estimate, Record

if TYPE_CHECKING:
    from skykeep.coverage import CoverageResult

__all__ = ["comparison_html", "coverage_html", "dots_html", "grid_html", "run_html", "table_html"]

INTERVALS = ("mc_error_90", "luck_90", "ignorance_90", "total_90")
MEASURES = (
    ("leakers", "leakers"),
    ("killed", "threats stopped"),
    ("p_no_leaker", "chance of no leaker"),
    ("rounds_fired", "rounds fired"),
)


def grid_html(title: str, head: Sequence[str], rows: Iterable[Sequence[Any]], foot: str = "") -> str:
    """Return a titled table as HTML; whatever stands in a cell is text, never markup."""
    caption = f'<caption style="text-align:left">{escape(title)}</caption>' if title else ""
    top = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_shown(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    tail = f"<p>{escape(foot)}</p>" if foot else ""
    return f"<table>{caption}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>{tail}"


def _shown(cell: Any) -> str:
    """Return a cell as text."""
    if cell is None:
        return ""
    return f"{cell:.4g}" if isinstance(cell, float) else str(cell)


def table_html(arrow: Any, *, rows: int) -> str:
    """Return the first rows of an Arrow table."""
    names, count = arrow.column_names, arrow.num_rows
    first = arrow.slice(0, rows).to_pylist()
    foot = f"{count} rows; the first {rows} are shown" if count > rows else f"{count} rows"
    return grid_html("", names, ([row[name] for name in names] for row in first), foot)


def run_html(run: Record) -> str:
    """Return question, measures with their intervals, and the reasons of the leakers."""
    rows = [(words, run[key].mean, *_intervals(run[key])) for key, words in MEASURES]
    named = ("a raid", "mean", *(name.removesuffix("_90") for name in INTERVALS))
    reasons = [(mean, name.replace("_", " ")) for name, mean in run.ledger.items() if mean > 0.0]
    foot = (
        f"90 % intervals. Seed {run.seed}, {run['worlds']} worlds of {run.replications} raids, view "
        f"{run.view}. Public figures only, {run['rests_on'].assumed} of {run['rests_on'].figures} assumed."
    )
    hundred = run.to_json().get("hundred_raids")
    dots = dots_html({f"{len(hundred['dots'])} such raids": hundred}, run.threats_launched) if hundred else ""
    return grid_html(run.question, named, rows) + dots + grid_html("", ("leakers", "why"), reasons, foot)


def comparison_html(plain: Mapping[str, Any]) -> str:
    """Return what the first screen of a comparison says, its tables, and a hundred raids of each option."""
    from skykeep.report.comparison_first import first_screen, first_tables
    from skykeep.report.comparison_words import names_of

    names, dots = names_of(plain), plain["dots"]
    words = "".join(f"<p>{escape(sentence)}</p>" for sentence in first_screen(plain))
    tables = "".join(grid_html(heading, columns, rows) for heading, columns, rows in first_tables(plain))
    if not dots:
        return words + tables
    hundreds = {names[option]: hundred for option, hundred in dots["options"].items()}
    return words + tables + dots_html(hundreds, dots["threats_launched"])


def dots_html(hundreds: Mapping[str, Mapping[str, Any]], launched: int) -> str:
    """Return a hundred raids of each name as dots, or as counts where matplotlib is not installed."""
    from skykeep.report.raid_dots import count_columns, count_row

    try:
        from skykeep.report.dots_svg import dots_svg

        key = zlib.crc32(json.dumps(dict(hundreds)).encode())
        picture = dots_svg(hundreds, launched, name=f"dots-{key:08x}")
        return f'<div style="max-width:56em">{picture}</div>'
    except ModuleNotFoundError:
        head = ("of 100 such raids so many leak", *count_columns(launched), "most for")
        return grid_html("", head, ([name, *count_row(each, launched)] for name, each in hundreds.items()))


def _intervals(estimate: Estimate) -> list[str]:
    """Return the intervals of an estimate as text, empty where there is none."""
    found = [estimate[name] for name in INTERVALS]
    return ["" if each is None else f"{each[0]:.4g} to {each[1]:.4g}" for each in found]


def coverage_html(units: Sequence[CoverageResult]) -> str:
    """Return the shares of each height with their limits, a table for each fire unit."""
    parts = []
    for unit in units:
        where = unit.site.name or f"{unit.site.lat_deg:.4f}, {unit.site.lon_deg:.4f}"
        rows = [
            (
                f"{height.height_agl_m:g} m",
                height.polar.target.id,
                _percent(height.seen_share_of_detection_ring, height.seen_limits),
                _percent(height.engageable_share_of_engagement_ring, height.engageable_limits)
                if height.can_engage
                else "no interceptors",
            )
            for height in unit.heights
        ]
        head = ("height above ground", "target", "seen, of the detection ring", "engageable, of its ring")
        rings = ", ".join(f"{ring.kind} {ring.range_m / 1000:.0f} km" for ring in unit.rings)
        foot = (
            f"In brackets with every figure at the end against, and for, the defender. Rings: "
            f"{rings}. Ground: {unit.terrain['name']}."
        )
        parts.append(grid_html(f"{unit.system_name} at {where}", head, rows, foot))
    return "".join(parts)


def _percent(share: float, limits: tuple[float, float] | None) -> str:
    """Return a share with its limits in per cent."""
    if limits is None:
        return f"{100 * share:.0f} %"
    return f"{100 * share:.0f} % ({100 * limits[0]:.0f} to {100 * limits[1]:.0f})"
