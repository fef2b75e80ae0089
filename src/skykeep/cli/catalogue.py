"""``skykeep catalogue``: every public figure with its limits, its kind and its source."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ._common import JsonOption, out_console, print_json

if TYPE_CHECKING:
    from skykeep.catalogue import Catalogue
    from skykeep.model import Figure, RaidConditions, RaidGroup, StandardRaid, System, ThreatClass

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="Public figures: systems, threats, raids and their sources.")

ExtraOption = Annotated[
    Path | None,
    typer.Option(
        "--extra", exists=True, help="A system file or folder of your own, beside the shipped catalogue."
    ),
]

COMMON = "common"
"""What ``show`` calls the figures that all systems share."""

UNITS = {"m": "m", "m2": "m2", "s": "s", "mps": "m/s", "rad": "deg", "usd": "USD"}
"""Suffix of a field -> unit shown; figures without one are shares, chances and counts."""

DEGREE = math.pi / 180.0
GROUP_COLUMNS = ("count", "threat", "axis", "fan", "from", "height", "speed", "every", "after", "aim")


@app.command("list")
def list_entries(extra: ExtraOption = None, json_output: JsonOption = False) -> None:
    """List the systems, the threat classes and the standard raids."""
    from skykeep.catalogue import load_catalogue

    catalogue = load_catalogue(extra)
    groups = {
        "systems": [
            _row(entry, f"{entry.origin}, {entry.unit_name}") for entry in catalogue.systems.values()
        ],
        "threats": [_row(entry, entry.flight.replace("_", " ")) for entry in catalogue.threats.values()],
        "raids": [_row(entry, f"{entry.count} threats") for entry in catalogue.raids.values()],
    }
    if json_output:
        print_json(groups)
        return
    for title, rows in groups.items():
        _print_table(title.capitalize(), {"id": "bold", "name": "", "what": "dim"}, rows)


def _row(entry: Any, what: str) -> dict[str, str]:
    """Return one line of a list."""
    return {"id": entry.id, "name": entry.name, "what": what}


@app.command()
def show(
    entry_id: Annotated[
        str, typer.Argument(metavar="SYSTEM", help=f"Id of a system, threat class or raid, or '{COMMON}'.")
    ],
    extra: ExtraOption = None,
    notes: Annotated[bool, typer.Option("--notes", help="Add the note of each figure.")] = False,
    json_output: JsonOption = False,
) -> None:
    """Show every figure of one system (or threat class, raid, or what is common) with its source."""
    from skykeep.catalogue import load_catalogue
    from skykeep.model import StandardRaid

    catalogue = load_catalogue(extra)
    entry = _find(catalogue, entry_id)
    if isinstance(entry, StandardRaid):
        _show_raid(entry, json_output)
    else:
        _show_figures(entry, entry_id, notes=notes, json_output=json_output)


def _find(catalogue: Catalogue, entry_id: str) -> System | ThreatClass | StandardRaid | RaidConditions:
    """Return what has this id, or say what there is."""
    from skykeep.errors import CatalogueError, did_you_mean

    if entry_id == COMMON:
        return catalogue.conditions
    shelves: tuple[Mapping[str, Any], ...] = (catalogue.systems, catalogue.threats, catalogue.raids)
    for shelf in shelves:
        if entry_id in shelf:
            found: System | ThreatClass | StandardRaid = shelf[entry_id]
            return found
    known = [*(name for shelf in shelves for name in shelf), COMMON]
    raise CatalogueError(
        f"nothing in the catalogue has the id {entry_id!r}, allowed: {', '.join(known)}."
        + did_you_mean(entry_id, known)
    )


def _show_raid(raid: StandardRaid, json_output: bool) -> None:
    """Print one standard raid: its text and its groups."""
    if json_output:
        print_json(asdict(raid))
        return
    console = out_console()
    console.print(f"[bold]{raid.name}[/] ({raid.id}): {raid.count} threats\n")
    console.print(raid.description.strip() + "\n")
    _print_table("", dict.fromkeys(GROUP_COLUMNS, ""), [_group_row(group) for group in raid.groups])
    if len({group.axis for group in raid.groups}) > 1:
        console.print(f"Axes {_short(raid.axis_angle_rad / DEGREE)} degrees apart.")


def _group_row(group: RaidGroup) -> dict[str, str]:
    """Return one group of a raid in a reader's units."""
    values = (
        str(group.count),
        group.threat_class,
        str(group.axis),
        f"{_short(group.fan_rad / DEGREE)} deg",
        f"{_short(group.standoff_m / 1000.0)} km",
        f"{_short(group.height_m)} m",
        f"{_short(group.speed_mps)} m/s",
        f"{_short(group.spacing_s)} s",
        f"{_short(group.delay_s)} s",
        group.aim.replace("_", " "),
    )
    return dict(zip(GROUP_COLUMNS, values, strict=True))


def _show_figures(
    entry: System | ThreatClass | RaidConditions, entry_id: str, *, notes: bool, json_output: bool
) -> None:
    """Print every figure of an entry."""
    from skykeep.catalogue import favours, iter_figures

    figures = [(path, *_field_and_unit(path), figure) for path, figure in iter_figures(entry)]
    name = getattr(entry, "name", "What all systems share")
    if json_output:
        rows = [
            {"id": path, "unit": unit, "favours_defender": favours(field), **asdict(figure)}
            for path, field, unit, figure in figures
        ]
        print_json({"id": entry_id, "name": name, "notes": getattr(entry, "notes", ()), "figures": rows})
        return
    console = out_console()
    console.print(f"[bold]{name}[/] ({entry_id})")
    for text in (getattr(entry, "summary", ""), *getattr(entry, "notes", ())):
        if text:
            console.print(text, style="dim", markup=False)
    styles = {
        "figure": "bold",
        "best": "",
        "low": "",
        "high": "",
        "unit": "",
        "kind": "",
        "sure": "",
        "sources": "dim",
    }
    if notes:
        styles["note"] = "dim"
    _print_table("", styles, [_figure_row(path, unit, figure) for path, _, unit, figure in figures])
    assumed = sum(figure.kind == "assumed" for *_, figure in figures)
    console.print(f"{assumed} of {len(figures)} figures are assumed; * marks limits assumed by default.")


def _field_and_unit(path: str) -> tuple[str, str]:
    """Return the field name of a figure's id and the SI unit in its suffix (empty if it has none)."""
    from skykeep.units import split_suffix

    parts = path.split("/")
    field = "kill_p" if "kill_p" in parts else parts[-1]
    suffix = split_suffix(field)[1]
    return field, suffix if suffix in UNITS else ""


def _figure_row(path: str, unit: str, figure: Figure) -> dict[str, str]:
    """Return one line of the table of figures, in a reader's units."""
    divide_by, shown = _reader_unit(unit, figure.high)
    name = path.removeprefix("threats/").partition("/")[2]
    star = "*" if figure.default_limits else ""
    best = _short(figure.best / divide_by)
    if figure.alternatives:
        best = " | ".join(_short(claim.value / divide_by) for claim in figure.alternatives)
    names = dict.fromkeys(
        [*figure.sources, *(name for claim in figure.alternatives for name in claim.sources)]
    )
    return {
        "figure": name.removesuffix(f"_{unit}") if unit else name,
        "best": best,
        "low": _short(figure.low / divide_by) + star,
        "high": _short(figure.high / divide_by) + star,
        "unit": shown,
        "kind": "[yellow]ASSUMED[/]" if figure.kind == "assumed" else figure.kind,
        "sure": figure.confidence,
        "sources": ", ".join(names),
        "note": figure.note,
    }


def _reader_unit(unit: str, largest: float) -> tuple[float, str]:
    """Return by what to divide an SI value for a reader, and the unit that is left."""
    if unit == "rad":
        return DEGREE, "deg"
    if unit == "m" and largest >= 1000.0:
        return 1000.0, "km"
    if unit == "usd":
        return (1.0e6, "M USD") if largest >= 1.0e6 else (1.0e3, "k USD")
    return 1.0, UNITS.get(unit, "")


def _short(value: float) -> str:
    """Return a number with at most four figures."""
    return f"{value:.4g}"


@app.command()
def sources(extra: ExtraOption = None, json_output: JsonOption = False) -> None:
    """List the sources, with the number of figures that name each."""
    from skykeep.catalogue import load_catalogue

    catalogue = load_catalogue(extra)
    uses = _source_uses(catalogue)
    rows = [{**asdict(source), "figures": uses[source.id]} for source in catalogue.sources.values()]
    if json_output:
        print_json(rows)
        return
    styles = {"id": "bold", "kind": "", "year": "", "figures": "", "title": "", "address": "dim"}
    shown = [{key: "" if row[key] is None else str(row[key]) for key in styles} for row in rows]
    _print_table("Sources", styles, shown)


def _source_uses(catalogue: Catalogue) -> Counter[str]:
    """Return how many figures, raids and refraction tables name each source."""
    uses: Counter[str] = Counter()
    for _, figure in catalogue.figures():
        uses.update({*figure.sources, *(name for claim in figure.alternatives for name in claim.sources)})
    for raid in catalogue.raids.values():
        uses.update(raid.sources)
    for values in catalogue.refraction.values():
        uses.update(values.sources)
    return uses


@app.command()
def check(
    path: Annotated[
        Path | None,
        typer.Argument(
            exists=True, help="A system file or folder of your own; without it the shipped catalogue."
        ),
    ] = None,
    json_output: JsonOption = False,
) -> None:
    """Check every file, key, number, name and source; exit code 1 if anything is wrong."""
    from skykeep.catalogue import load_catalogue
    from skykeep.errors import CatalogueError

    try:
        catalogue = load_catalogue(path)
    except CatalogueError as error:
        if not json_output:
            raise
        print_json({"ok": False, "problems": str(error).splitlines()})
        raise typer.Exit(1) from None
    idle = sorted(set(catalogue.sources) - set(_source_uses(catalogue)))
    figures = dict(catalogue.figures())
    counts = {
        "systems": len(catalogue.systems),
        "threats": len(catalogue.threats),
        "raids": len(catalogue.raids),
        "sources": len(catalogue.sources),
        "figures": len(figures),
        "assumed": sum(figure.kind == "assumed" for figure in figures.values()),
    }
    if json_output:
        print_json({"ok": True, "problems": [], "idle_sources": idle, "digest": catalogue.digest, **counts})
        return
    words = ", ".join(f"{count} {name}" for name, count in counts.items())
    out_console().print(f"[green]ok[/]: {words}; SHA-256 {catalogue.digest[:16]}")
    if idle:
        out_console().print(f"sources that no figure names: {', '.join(idle)}", markup=False)


def _print_table(title: str, styles: Mapping[str, str], rows: list[dict[str, str]]) -> None:
    """Print a table with one column per key of ``styles``."""
    from rich.table import Table

    table = Table(title=title or None, title_justify="left", title_style="bold", header_style="dim", box=None)
    for name, style in styles.items():
        table.add_column(
            name, style=style, overflow="fold", justify="right" if name in ("low", "high") else "left"
        )
    for row in rows:
        table.add_row(*(row[name] for name in styles))
    out_console().print(table)
