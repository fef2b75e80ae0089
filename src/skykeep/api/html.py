"""Results as a notebook shows them: small tables, every text escaped."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from skykeep.errors import ExportError

from .coverage_maps import coverage_map, place_name
from .records import Record

if TYPE_CHECKING:
    from skykeep.coverage import CoverageResult
    from skykeep.coverage.probe_result import Probe
    from skykeep.report.run_parts import Listed, Said, Tabulated

    from .coverage_files import Origin

__all__ = [
    "comparison_html",
    "coverage_html",
    "dots_html",
    "frame_html",
    "grid_html",
    "probe_html",
    "run_html",
    "table_html",
]

FRAME_HEIGHT = "62rem"
"""A frame cannot grow with what is in it; this holds map, controls and numbers at the width of a notebook."""


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
    """Return verdict, question, measures and ledger as a terminal tells them, and a hundred raids as dots."""
    from skykeep.report.run_parts import run_groups

    plain = run.to_json()
    told = run_groups(plain)
    foot = (
        f"Seed {run.seed}, {run['worlds']} worlds of {run.replications} raids, view {run.view}. Public "
        f"figures only, {run['rests_on'].assumed} of {run['rests_on'].figures} assumed."
    )
    hundred = plain.get("hundred_raids")
    dots = dots_html({f"{len(hundred['dots'])} such raids": hundred}, run.threats_launched) if hundred else ""
    parts = [_part_html(part) for name in ("question", "verdict", "measures") for part in told[name]]
    ledger = [_part_html(part) for part in told["ledger"]]
    return "".join([*parts, dots, *ledger, f"<p>{escape(foot)}</p>"])


def _part_html(part: Said | Listed | Tabulated) -> str:
    """Return a paragraph, a list or a table of what is told of a run."""
    from skykeep.report.run_parts import Listed, Said

    if isinstance(part, Said):
        return f"<p>{escape(part.text)}</p>"
    if isinstance(part, Listed):
        items = "".join(f"<li>{escape(sentence)}</li>" for sentence in part.sentences)
        return f"<p>{escape(part.title)}</p><ul>{items}</ul>"
    return grid_html("", [name for name, _ in part.columns], part.rows)


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
        from skykeep.report.dots_svg import dots_svg, one_dots_svg

        name = f"dots-{zlib.crc32(json.dumps(dict(hundreds)).encode()):08x}"
        if len(hundreds) > 1:
            return f'<div style="max-width:56em">{dots_svg(hundreds, launched, name=name)}</div>'
        ((title, hundred),) = hundreds.items()
        picture, _ = one_dots_svg(hundred, launched, name=name)
        heading = f"{title}, one dot each, by how many of {launched} leak"
        return f'<p>{escape(heading)}</p><div style="max-width:38em">{picture}</div>'
    except ModuleNotFoundError:
        head = ("of 100 such raids so many leak", *count_columns(launched), "most for")
        return grid_html("", head, ([name, *count_row(each, launched)] for name, each in hundreds.items()))


def coverage_html(units: Sequence[CoverageResult], origins: Sequence[Origin] = ()) -> str:
    """Return the shares of each height with their limits, in words and as a table for each fire unit, and the
    live map of all that engage."""
    parts = [_unit_html(unit) for unit in units]
    if (data := coverage_map(units, origins)) is not None:
        from skykeep.report.coverage_page import render_coverage_map

        named = ", ".join(unit.name for unit in data.units)
        parts.append(frame_html(render_coverage_map(data), f"Live map of coverage: {named}"))
        if len(data.units) < len(units):
            parts.append("<p>Who engages nothing is in the tables, not on the map.</p>")
    return "".join(parts)


def _unit_html(unit: CoverageResult) -> str:
    """Return words and table of one fire unit."""
    from skykeep.report.coverage_page import share_text, share_words
    from skykeep.report.words import metres_high

    rows = [
        (
            f"{height.height_agl_m:g} m",
            height.polar.target.id,
            share_text(height.seen_share_of_detection_ring, height.seen_limits),
            share_text(height.engageable_share_of_engagement_ring, height.engageable_limits)
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
    ends = sorted({height.height_agl_m: height for height in (unit.heights[0], unit.heights[-1])}.items())
    said = "; ".join(f"at {metres_high(height_agl_m)} {share_words(height)}" for height_agl_m, height in ends)
    title = f"{unit.system_name} at {place_name(unit)}"
    return f"<p>{escape(f'{title}: {said}.')}</p>{grid_html(title, head, rows, foot)}"


def probe_html(probe: Probe) -> str:
    """Return what a probe answers, a sentence each, and where matplotlib is installed its line of sight."""
    from skykeep.report.probe_figure import draw_probe
    from skykeep.report.probe_words import probe_sentences

    from .coverage_files import draw_to_bytes

    sentences = probe_sentences(probe)
    words = f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in sentences)}</ul>"
    try:
        picture = draw_to_bytes(lambda file: draw_probe(probe, file, "svg"))
    except ExportError:
        return words
    return (
        f'{words}<details><summary>Line of sight</summary><img alt="{escape(sentences[1])}" '
        f'style="max-width:100%" src="data:image/svg+xml;base64,{b64encode(picture).decode()}"></details>'
    )


def frame_html(page: str, title: str) -> str:
    """Return a page inside a frame that may run its own script and save files, and nothing else: it has no
    origin, so it reaches neither the notebook nor what that holds."""
    return (
        f'<iframe title="{escape(title)}" sandbox="allow-scripts allow-downloads" loading="lazy" '
        f'style="width:100%;height:{FRAME_HEIGHT};border:1px solid #ccc" srcdoc="{escape(page)}"></iframe>'
    )
