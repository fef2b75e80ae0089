"""How ``skykeep catalogue show`` prints figures: by part, with every claim and numbered sources."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from skykeep.api.figure_units import UNITS, field_and_unit

from ._common import out_console
from ._console import words
from ._figure_headings import cost_heading, effect_heading, outside_heading, upkeep_heading

if TYPE_CHECKING:
    from rich.text import Text

    from skykeep.catalogue import Catalogue, Source
    from skykeep.model import (
        Alternative,
        CostFigures,
        Figure,
        OutsideFigures,
        RadarEffectFigures,
        RaidConditions,
        System,
        ThreatClass,
        WearFigures,
    )

    Entry = (
        System
        | ThreatClass
        | RaidConditions
        | RadarEffectFigures
        | OutsideFigures
        | WearFigures
        | CostFigures
    )

__all__ = [
    "DEGREE",
    "figure_name",
    "print_figures",
    "print_sources",
    "print_table",
    "reader_unit",
    "short",
]

DEGREE = math.pi / 180.0
COLUMNS = {"figure": "bold", "best": "", "limits": "", "kind and claimant": "", "from": "dim"}
WIDTHS = {"figure": 26, "best": 10, "limits": 14, "kind and claimant": 17, "from": 8}
"""Columns of a screen of 80 characters; wider ones give the rest to the two columns of words."""
NARROW = 80
EMPTY: Mapping[str, int] = MappingProxyType({})
WIDEST_NAME, WIDEST_KIND = 52, 60
ROLES = {
    "acquisition": "searching",
    "low_altitude": "low-altitude",
    "engagement": "engagement",
    "multi_function": "searching and engaging",
}
SUPPORT = {
    "to_intercept": "needs the radar until the intercept",
    "to_handover": "needs the radar until its seeker takes over",
    "any_track": "needs any track",
}


def short(value: float) -> str:
    """Return a number with at most four figures."""
    return f"{value:.4g}"


def print_figures(catalogue: Catalogue, entry: Entry, *, notes: bool) -> None:
    """Print every figure of an entry below a heading for each part, then the sources that they name."""
    from skykeep.catalogue import iter_figures

    console = out_console()
    for text in _opening(entry):
        console.print(text, style="dim", markup=False)
    figures = list(iter_figures(entry))
    numbers: dict[str, int] = {}
    parts = dict.fromkeys(_part(path) for path, _ in figures)
    for part in parts:
        rows = [
            row
            for path, figure in figures
            if _part(path) == part
            for row in _rows(path, figure, numbers, notes=notes)
        ]
        columns = {**COLUMNS, "note": "dim"} if notes else COLUMNS
        console.print()
        print_table(_heading(entry, part), columns, rows, widths={} if notes else _widths(console.width))
    for line in _plain_numbers(catalogue, entry, numbers):
        console.print(line, markup=False)
    for line in _unused(catalogue, figures):
        console.print(line, markup=False)
    print_sources(catalogue.sources, numbers)
    from skykeep.api.catalogue_entries import standings

    found = standings(figure for _, figure in figures)
    starred = any(figure.default_limits and figure.low < figure.high for _, figure in figures)
    star = "; * marks limits assumed by default" if starred else ""
    console.print(
        f"\n{found['assumed']} of the {len(figures)} figures of this entry are assumed{star}. Of the others "
        f"{found['low']} are low in confidence and {found['hobby']} come from games and their users alone. "
        "Claims that differ stand below their figure and are drawn whole. --notes adds the reasons."
    )


def print_sources(sources: Mapping[str, Source], numbers: Mapping[str, int]) -> None:
    """Print the sources that something names, by the numbers that they were given."""
    console = out_console()
    if numbers:
        console.print("\nSources", style="bold")
    for source_id, number in numbers.items():
        source = sources[source_id]
        facts = ", ".join(str(fact) for fact in (source.kind, source.year) if fact)
        console.print(f"[{number}] {source.title} ({facts}). {source.address}", markup=False, soft_wrap=True)


def _unused(catalogue: Catalogue, figures: list[tuple[str, Figure]]) -> Iterator[str]:
    """Yield a line for each field that nothing depends on, with the reason."""
    fields = dict.fromkeys(field_and_unit(path)[0] for path, _ in figures)
    for field in fields:
        if reason := catalogue.fields[field].not_used:
            yield f"Shown, but used by no computation: {figure_name(field)} ({reason})."


def figure_name(field: str) -> str:
    """Return the words for a field."""
    from skykeep.report.fields import NAMES

    unit = field_and_unit(field)[1]
    name = (field.removesuffix(f"_{unit}") if unit else field).replace("_", " ")
    return NAMES.get(name, name)


def _widths(screen: int) -> dict[str, int]:
    """Return the width of each column, the same for every part."""
    more = max(0, screen - NARROW) // 2
    return {
        **WIDTHS,
        "figure": min(WIDTHS["figure"] + more, WIDEST_NAME),
        "kind and claimant": min(WIDTHS["kind and claimant"] + more, WIDEST_KIND),
    }


def _opening(entry: Entry) -> Iterator[str]:
    """Yield what is said before the figures."""
    from skykeep.model import System, ThreatClass

    if isinstance(entry, System):
        yield f"{entry.origin}; one {entry.unit_name}."
        yield entry.summary
        yield from (f"Left out: {words}; no number knows of it." for words in entry.left_out)
    if isinstance(entry, System | ThreatClass):
        yield from (f"- {note}" for note in entry.notes)


def _part(path: str) -> tuple[str, ...]:
    """Return the part of an entry that a figure belongs to: the words of its id before its own name."""
    parts = path.split("/")
    root = 2 if parts[0] == "threats" else 1
    return tuple(parts[root:-1])


def _heading(entry: Entry, part: tuple[str, ...]) -> str | Text:
    """Return what stands above the figures of one part."""
    from skykeep.model import (
        CostFigures,
        OutsideFigures,
        RadarEffectFigures,
        RaidConditions,
        ThreatClass,
        WearFigures,
    )

    if isinstance(entry, ThreatClass) and part:
        return "Body after burnout, and its dive"
    if isinstance(entry, ThreatClass):
        return f"Flight: {entry.flight.replace('_', ' ')}; Swerling case {entry.swerling}"
    if isinstance(entry, RaidConditions):
        return "Common kill figures" if part else "Raid conditions, drawn once per raid"
    if isinstance(entry, RadarEffectFigures):
        return effect_heading(entry, part)
    if isinstance(entry, WearFigures):
        return upkeep_heading(entry, part)
    if isinstance(entry, OutsideFigures):
        return outside_heading(entry, part)
    if isinstance(entry, CostFigures):
        return cost_heading(entry, part)
    kinds = {each.id: each.name for each in entry.interceptors}
    headings: dict[tuple[str, ...], str] = {(): "Whole system", ("command_post",): "Command post"}
    for radar in entry.radars:
        headings["radars", radar.id] = f"{radar.name} ({ROLES[radar.role]}, {radar.band.upper()} band)"
    for each in entry.interceptors:
        kind = each.kill_kind.replace("_", " ")
        headings["interceptors", each.id] = f"{each.name} interceptor ({kind}; {SUPPORT[each.radar_support]})"
        headings["interceptors", each.id, "kill_p"] = f"{each.name}: kill figures of its own"
    for group in entry.launchers:
        headings["launchers", group.id] = f"Launchers of the {kinds[group.interceptor]}"
    place = "/".join(part)
    return words(headings[part], (f"  {place}" if place else "", "dim"))


def _rows(
    path: str, figure: Figure, numbers: dict[str, int], *, notes: bool
) -> Iterator[dict[str, str | Text]]:
    """Yield the line of a figure and one for each of its claims, in a reader's units."""
    field, unit = field_and_unit(path)
    divide_by, shown = reader_unit(unit, field, figure.high)
    digits = 3 if figure.tallies else 4
    best, low, high = (f"{value / divide_by:.{digits}g}" for value in (figure.best, figure.low, figure.high))
    star = "*" if figure.default_limits else ""
    yield {
        "figure": path.rpartition("/")[2] if field == "kill_p" else figure_name(field),
        "best": f"{best} {shown}".strip(),
        "limits": f"{low} to {high}{star}" if figure.low < figure.high else "exact",
        **_origin(figure, numbers),
        "note": figure.note,
    }
    for tally in figure.tallies:
        low, high = (f"{end:.3g}" for end in tally.interval_90)
        yield {
            "figure": "",
            "best": f"{tally.hits} of {tally.of}",
            "limits": f"{low} to {high}",
            "kind and claimant": words((tally.counts, "dim")),
            "from": "",
            "note": "",
        }
    for claim in figure.alternatives:
        yield {
            "figure": "",
            "best": words(("or", "dim"), f" {short(claim.value / divide_by)} {shown}".rstrip()),
            "limits": "",
            **_origin(claim, numbers),
            "note": claim.note if notes else "",
        }


def _origin(said: Figure | Alternative, numbers: dict[str, int]) -> dict[str, str | Text]:
    """Return who says it, of what kind that is, and the numbers of the sources."""
    sure = f", {said.confidence}" if hasattr(said, "confidence") else ""
    kind = ("ASSUMED", "yellow") if said.kind == "assumed" else (said.kind, "")
    sureness = ("", "") if said.kind == "assumed" else (sure, "yellow" if sure == ", low" else "")
    claimant = f" ({said.claimant})" if said.claimant else ""
    for source in said.sources:
        numbers.setdefault(source, len(numbers) + 1)
    return {
        "kind and claimant": words(kind, sureness, claimant),
        "from": " ".join(str(numbers[source]) for source in said.sources),
    }


def reader_unit(unit: str, field: str, largest: float) -> tuple[float, str]:
    """Return by what to divide an SI value for a reader, and the unit that is left."""
    if unit == "rad":
        return DEGREE, "deg"
    if unit == "m" and largest >= 1000.0:
        return 1000.0, "km"
    if field == "frequency_hz":
        return 1.0e9, "GHz"
    if field == "erp_density_w_per_hz":
        return 1.0, "W/Hz"
    if field == "reload_s":
        return 60.0, "min"
    if unit == "usd":
        return (1.0e6, "M USD") if largest >= 1.0e6 else (1.0e3, "k USD")
    return 1.0, UNITS.get(unit, "")


def _plain_numbers(catalogue: Catalogue, entry: Entry, numbers: dict[str, int]) -> Iterator[str]:
    """Yield the numbers of an entry that are no figures, each with its reason."""
    from skykeep.catalogue.firing import firing_words
    from skykeep.model import RaidConditions, System

    if isinstance(entry, System):
        doctrine = entry.doctrine
        sets = entry.engagement_sets
        yield (
            f"Counted: {sets} engagement radar{'s' * (sets > 1)} with launchers of their own. "
            f"Doctrine: {firing_words(doctrine, catalogue.firing)}."
        )
    elif isinstance(entry, RaidConditions):
        yield from _firing(catalogue, numbers)
        seen = catalogue.detection
        yield (
            f"Seen: a track confirmed with chance {seen.p_detect:g} by {seen.confirm_m} hits in "
            f"{seen.confirm_n} looks of {seen.pulses} pulse, false alarms {seen.p_false_alarm:g}. "
            f"{catalogue.detection_note}"
        )
        for values in catalogue.refraction.values():
            factors = ", ".join(
                f"{k:g} (weight {weight:g})" for k, weight in zip(values.k, values.weights, strict=True)
            )
            region = values.region.replace("_", " ")
            cited = _cited(values.sources, numbers)
            yield f"Effective-earth factor, {region}: {factors}{cited}. {values.note}"


def _cited(sources: tuple[str, ...], numbers: dict[str, int]) -> str:
    """Return the numbers of sources in brackets, given to them as they come; nothing where there are none."""
    given = [numbers.setdefault(source, len(numbers) + 1) for source in sources]
    return f" [{' '.join(map(str, given))}]" if given else ""


def _firing(catalogue: Catalogue, numbers: dict[str, int]) -> Iterator[str]:
    """Yield the alternatives of the firing doctrine, each with its kind, sources and reason."""
    firing = catalogue.firing
    yield "Firing doctrine, one drawn in each world, the same for every system:"
    for each in firing.alternatives:
        kind = each.kind.upper() if each.kind == "assumed" else each.kind
        yield f"- {each.id}: {each.words}; {kind}{_cited(each.sources, numbers)}. {each.note}"
    for name, kept in firing.by_class.items():
        words = " or ".join(kept.alternatives)
        yield f"- At {name} only {words}{_cited(kept.sources, numbers)}. {kept.note}"


def print_table(
    title: str | Text,
    styles: Mapping[str, str],
    rows: Sequence[Mapping[str, str | Text]],
    *,
    widths: Mapping[str, int] = EMPTY,
) -> None:
    """Print a table with one column per key of ``styles``, of the ``widths`` that are given."""
    from rich.table import Table

    table = Table(title=title or None, title_justify="left", title_style="bold", header_style="dim", box=None)
    table.pad_edge = False
    for name, style in styles.items():
        table.add_column(name, style=style, overflow="fold", width=widths.get(name))
    for row in rows:
        table.add_row(*(row[name] for name in styles))
    out_console().print(table)
