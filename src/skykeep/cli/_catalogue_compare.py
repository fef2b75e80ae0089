"""``skykeep catalogue compare`` and ``gaps``: what sources say of two systems, and what nobody publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skykeep.api.figure_units import field_and_unit

from ._catalogue_show import figure_name, print_sources, print_table, reader_unit, short
from ._common import out_console, print_json
from ._console import words
from ._options import ExtraOption, IdleQuietOption, JsonOption

if TYPE_CHECKING:
    from rich.text import Text

    from skykeep.catalogue.comparison import FigureComparison, FigurePair, FigureReading
    from skykeep.catalogue.gaps import FieldGap
    from skykeep.model import Figure, System

__all__ = ["compare", "gaps"]

READINGS: Mapping[str, str] = {
    "same unknown": "same unknown",
    "equal": "equal",
    "overlap": "limits overlap",
    "favours a": "better: {a}",
    "favours b": "better: {b}",
    "a is higher": "more: {a}",
    "b is higher": "more: {b}",
    "only a": "{a} alone",
    "only b": "{b} alone",
}
"""How two figures stand to each other -> words for a reader; braces hold the ids of the systems."""

APART: tuple[FigureReading, ...] = ("favours a", "favours b", "a is higher", "b is higher")
"""Readings of figures whose limits do not meet."""

STYLES: Mapping[str, str] = {"figure": "bold", "reading": "dim"}

FIGURE_WIDTH, READING_WIDTH, GAPS = 18, 14, 6
"""Widths of the two outer columns of a comparison on a narrow screen, and the spaces between its columns."""
NARROW, WIDEST = 80, 160


def compare(
    a: Annotated[str, typer.Argument(metavar="A", help="Id of a system.", show_default=False)],
    b: Annotated[str, typer.Argument(metavar="B", help="Id of another.", show_default=False)],
    apart: Annotated[bool, typer.Option("--apart", help="Only figures whose limits do not meet.")] = False,
    extra: ExtraOption = None,
    json_output: JsonOption = False,
    quiet: IdleQuietOption = False,
) -> None:
    """Compare two systems figure by figure: limits, kind, conflicting claims and sources of each."""
    del quiet
    from skykeep.catalogue import load_catalogue
    from skykeep.catalogue.comparison import compare_figures
    from skykeep.errors import UsageError

    catalogue = load_catalogue(extra)
    if a == b:
        raise UsageError(f"given {a!r} twice, allowed two systems that differ")
    found = compare_figures(catalogue.system(a), catalogue.system(b))
    pairs = [pair for pair in found.pairs if not apart or pair.reading in APART]
    if json_output:
        print_json(_comparison_json(found, pairs))
        return
    console = out_console()
    for system in (found.a, found.b):
        console.print(words(f"{system.id}: ", (system.name, "bold"), f", one {system.unit_name}"))
        console.print(f"  {_size_words(system)}", markup=False)
        for left_out in system.left_out:
            console.print(f"  Left out: {left_out}; no number knows of it.", style="dim", markup=False)
    numbers: dict[str, int] = {}
    for part in dict.fromkeys(pair.part for pair in pairs):
        console.print()
        _print_part(found, part, [pair for pair in pairs if pair.part == part], numbers)
    print_sources(catalogue.sources, numbers)
    console.print()
    for line in _summary(found):
        console.print(line, markup=False)


def _size_words(system: System) -> str:
    """Return what one whole unit of a system has, and of what its figures are."""
    from skykeep.catalogue.comparison import unit_size

    if not system.can_engage:
        return "Engages nothing."
    size = unit_size(system)
    has = (
        f"At best figures {size.target_channels} threats engaged at a time, {size.launchers} "
        f"launcher{'s' * (size.launchers != 1)}, {size.ready_rounds} ready rounds"
    )
    if size.engagement_sets == 1:
        return f"{has}."
    return f"{has} in all; radars and launchers below are of one of its {size.engagement_sets} sets."


def _print_part(found: FigureComparison, part: str, pairs: list[FigurePair], numbers: dict[str, int]) -> None:
    """Print the figures of one part of both systems."""
    ours, theirs = found.parts[part]
    named = f": {ours or 'none'} beside {theirs or 'none'}" if ours or theirs else ""
    screen = min(out_console().width, WIDEST)
    more = max(0, screen - NARROW) // 5
    outer = {"figure": FIGURE_WIDTH + more, "reading": READING_WIDTH + more}
    width = max(18, (screen - sum(outer.values()) - GAPS) // 2)
    names = {"a": found.a.id, "b": found.b.id}
    rows = [
        {
            "figure": figure_name(_field(pair)),
            found.a.id: _cell(pair.a_id, pair.a, numbers),
            found.b.id: _cell(pair.b_id, pair.b, numbers),
            "reading": READINGS[pair.reading].format(**names) + (" (assumed)" if _if_assumed(pair) else ""),
        }
        for pair in pairs
    ]
    widths = {name: outer.get(name, width) for name in rows[0]}
    title = part.capitalize() + ("" if part == "whole system" else named)
    print_table(title, {name: STYLES.get(name, "") for name in widths}, rows, widths=widths)


def _if_assumed(pair: FigurePair) -> bool:
    """Return whether two figures lie apart only as far as an assumption holds."""
    return pair.reading in APART and "assumed" in (pair.a and pair.a.kind, pair.b and pair.b.kind)


def _field(pair: FigurePair) -> str:
    """Return the field of a pair; a kill figure is named by its class."""
    return pair.field.rpartition("/")[2] if "/" in pair.field else pair.field


def _cell(figure_id: str, figure: Figure | None, numbers: dict[str, int]) -> Text | str:
    """Return what one system says: value, limits, kind, sources; below it each claim that differs."""
    if figure is None:
        return "-"
    field, unit = field_and_unit(figure_id)
    divide_by, shown = reader_unit(unit, field, figure.high)
    low, high = (short(value / divide_by) for value in (figure.low, figure.high))
    star = "*" if figure.default_limits else ""
    limits = f" ({low} to {high}{star})" if figure.low < figure.high else ""
    parts: list[Any] = [f"{short(figure.best / divide_by)} {shown}".strip() + limits, "\n"]
    parts += _said(figure.kind, figure.sources, figure.confidence, numbers)
    for tally in figure.tallies:
        parts += [f"\n{tally.hits} of {tally.of}: ", (tally.counts, "dim")]
    for (kind, sources), claims in groupby(
        figure.alternatives, key=lambda claim: (claim.kind, claim.sources)
    ):
        values = ", ".join(short(claim.value / divide_by) for claim in claims)
        parts += [("\nor ", "dim"), f"{values} {shown}".strip(), " ", *_said(kind, sources, "", numbers)]
    return words(*parts)


def _said(kind: str, sources: Sequence[str], confidence: str, numbers: dict[str, int]) -> list[Any]:
    """Return the kind of a claim, how sure its attribution is, and the numbers of its sources."""
    for source in sources:
        numbers.setdefault(source, len(numbers) + 1)
    cited = " ".join(str(numbers[source]) for source in sources)
    if kind == "assumed":
        told: list[Any] = [("ASSUMED", "yellow")]
    else:
        told = [f"{kind}, " if confidence else kind]
        told += [(confidence, "yellow" if confidence == "low" else "")] if confidence else []
    return [*told, (f" [{cited}]" if cited else "", "dim")]


def _summary(found: FigureComparison) -> list[str]:
    """Return what the comparison comes to."""
    from skykeep.api.catalogue_entries import standings
    from skykeep.catalogue import iter_figures

    count = found.count()
    both = sum(count.values()) - count["only a"] - count["only b"]
    apart = sum(count[name] for name in APART)
    assumed = sum(_if_assumed(pair) for pair in found.pairs)
    lines = [
        f"Of {both} figures that both have, the limits of {apart} lie apart ({assumed} of these rest on an "
        f"assumed figure), {count['overlap']} overlap, {count['equal']} are equal and "
        f"{count['same unknown']} are the same unknown: assumed for both, with one draw."
    ]
    for system in (found.a, found.b):
        figures = [figure for _, figure in iter_figures(system)]
        standing = standings(figures)
        lines.append(
            f"{system.id}: {standing['assumed']} of {len(figures)} figures are assumed, "
            f"{standing['low']} low in confidence, {standing['hobby']} of games alone."
        )
    lines.append(
        "* marks limits assumed by default. better: the limits lie apart, and this end of the figure favours "
        "the defender; (assumed): as far as an assumed figure holds."
    )
    return lines


def _comparison_json(found: FigureComparison, pairs: list[FigurePair]) -> dict[str, Any]:
    """Return a comparison for programs: SI units, every claim with its sources."""
    from skykeep.catalogue import favours
    from skykeep.catalogue.comparison import unit_size

    rows = [
        {
            **asdict(pair),
            "unit": field_and_unit(pair.a_id or pair.b_id)[1],
            "favours_defender": favours(pair.field.partition("/")[0]),
        }
        for pair in pairs
    ]
    about = [
        {
            "id": each.id,
            "name": each.name,
            "unit_name": each.unit_name,
            "left_out": each.left_out,
            **asdict(unit_size(each)),
        }
        for each in (found.a, found.b)
    ]
    return {"a": about[0], "b": about[1], "parts": found.parts, "count": found.count(), "figures": rows}


def gaps(
    system: Annotated[
        str | None,
        typer.Argument(
            metavar="[SYSTEM]", help="Id of one system; without it all that engage.", show_default=False
        ),
    ] = None,
    extra: ExtraOption = None,
    json_output: JsonOption = False,
    quiet: IdleQuietOption = False,
) -> None:
    """Say what nobody publishes: figures that are assumed, low in confidence, or known from games alone."""
    del quiet
    from skykeep.catalogue import load_catalogue
    from skykeep.catalogue.gaps import field_gaps

    catalogue = load_catalogue(extra)
    if system is not None:
        _print_system_gaps(catalogue.system(system), json_output)
        return
    found = field_gaps(catalogue.systems.values())
    if json_output:
        print_json([{**asdict(gap), "nobody": gap.nobody} for gap in found])
        return
    console = out_console()
    armed = sum(each.can_engage for each in catalogue.systems.values())
    console.print(words((f"What nobody publishes of {armed} systems that engage", "bold")))
    columns = {
        "figure": "bold",
        "stated": "",
        "low": "",
        "games": "",
        "assumed": "yellow",
        "stated for": "dim",
    }
    print_table(
        "",
        columns,
        [_gap_row(gap) for gap in found],
        widths={"figure": 30} if console.width < 100 else {},
    )
    nobody = sum(gap.nobody for gap in found)
    console.print(
        f"{nobody} of these {len(found)} are in no source for any system. A system counts by the best "
        "known of its radars and rounds; low: of low confidence; games: of games and their users alone. "
        "skykeep catalogue gaps SYSTEM lists those of one system with the reasons."
    )


def _gap_row(gap: FieldGap) -> dict[str, str]:
    """Return the line of one field."""
    stated = ", ".join(gap.public) if len(gap.public) <= 3 else f"{', '.join(gap.public[:3])} ..."
    return {
        "figure": figure_name(gap.field),
        "stated": str(len(gap.public)),
        "low": str(len(gap.low)),
        "games": str(len(gap.hobby)),
        "assumed": str(len(gap.assumed)),
        "stated for": stated,
    }


def _print_system_gaps(system: System, json_output: bool) -> None:
    """Print the figures of one system that nobody states well."""
    from skykeep.catalogue import iter_figures
    from skykeep.catalogue.gaps import system_gaps

    rows = system_gaps(system)
    if json_output:
        found = [{"id": name, "standing": standing, **asdict(figure)} for name, figure, standing in rows]
        print_json({"id": system.id, "name": system.name, "figures": found})
        return
    total = sum(1 for _ in iter_figures(system))
    out_console().print(words((system.name, "bold"), f" ({system.id}): {len(rows)} of {total} figures\n"))
    shown: list[dict[str, str | Text]] = [
        {
            "figure": figure_name(field_and_unit(name)[0]),
            "of": " ".join(name.split("/")[1:-1]),
            "how": words((standing.upper() if standing == "assumed" else standing, "yellow")),
            "why": figure.note,
        }
        for name, figure, standing in rows
    ]
    narrow = out_console().width < 100
    widths = {"figure": 20, "of": 14, "how": 7} if narrow else {"figure": 30, "of": 28, "how": 7}
    print_table("", {"figure": "bold", "of": "dim", "how": "", "why": "dim"}, shown, widths=widths)
