"""``skykeep catalogue``: every public figure with its limits, its kind and its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ._catalogue_compare import compare, gaps
from ._catalogue_records import contracts, counts, deliveries, holdings, precedents
from ._catalogue_show import DEGREE, print_figures, print_table, short
from ._common import out_console, print_json
from ._console import words
from ._help import HelpGroup
from ._options import ExtraOption, IdleQuietOption, JsonOption

if TYPE_CHECKING:
    from skykeep.catalogue import Catalogue
    from skykeep.catalogue.records import Records
    from skykeep.model import (
        RaidGroup,
        StandardRaid,
    )

__all__ = ["app"]

app = typer.Typer(
    cls=HelpGroup, no_args_is_help=True, help="Public figures: systems, threats, raids and their sources."
)

GROUP_COLUMNS = (
    "count",
    "threat",
    "axis",
    "fan",
    "from",
    "height",
    "speed",
    "every",
    "after",
    "waves",
    "aim",
)


@app.command("list")
def list_entries(
    extra: ExtraOption = None, json_output: JsonOption = False, quiet: IdleQuietOption = False
) -> None:
    """List the systems, the threat classes and the standard raids."""
    del quiet
    from skykeep.api.catalogue_entries import catalogue_list
    from skykeep.catalogue import load_catalogue

    groups = catalogue_list(load_catalogue(extra))
    if json_output:
        print_json(groups)
        return
    for title, rows in groups.items():
        counted = {"assumed": "yellow", "low": ""} if title != "raids" else {}
        shown = [
            {**row, "assumed": _share(row, "assumed"), "low": _share(row, "low", "hobby")} for row in rows
        ]
        print_table(title.capitalize(), {"id": "bold", "name": "", "what": "dim", **counted}, shown)
    out_console().print(
        "assumed: figures of which nothing usable is public; low: of low confidence, or of games alone."
    )


def _share(row: Mapping[str, Any], *names: str) -> str:
    """Return how many of an entry's figures are so, of how many; empty for an entry without figures."""
    return f"{sum(row[name] for name in names)} of {row['figures']}" if "figures" in row else ""


@app.command()
def show(
    entry_id: Annotated[
        str,
        typer.Argument(
            metavar="SYSTEM",
            help="Id of a system, threat class or raid, or 'common', 'cost', 'effects', 'upkeep'.",
        ),
    ],
    extra: ExtraOption = None,
    notes: Annotated[bool, typer.Option("--notes", help="Add the note of each figure.")] = False,
    json_output: JsonOption = False,
    quiet: IdleQuietOption = False,
) -> None:
    """Show every figure of one system (or threat class, raid, or what is common) with its source."""
    del quiet
    from skykeep.api.catalogue_entries import entry_json, entry_name, find_entry
    from skykeep.catalogue import load_catalogue
    from skykeep.model import StandardRaid

    catalogue = load_catalogue(extra)
    entry = find_entry(catalogue, entry_id)
    if json_output:
        print_json(entry_json(catalogue, entry_id))
    elif isinstance(entry, StandardRaid):
        _show_raid(entry)
    else:
        out_console().print(words((entry_name(entry, entry_id), "bold"), f" ({entry_id})"))
        print_figures(catalogue, entry, notes=notes)


def _show_raid(raid: StandardRaid) -> None:
    """Print one standard raid: its text and its groups."""
    console = out_console()
    console.print(words((raid.name, "bold"), f" ({raid.id}): {raid.count} threats\n"))
    console.print(" ".join(raid.description.split()) + "\n", markup=False)
    print_table("", dict.fromkeys(GROUP_COLUMNS, ""), [_group_row(group) for group in raid.groups])
    if len({group.axis for group in raid.groups}) > 1:
        console.print(f"Axes {short(raid.axis_angle_rad / DEGREE)} degrees apart.")


def _group_row(group: RaidGroup) -> dict[str, str]:
    """Return one group of a raid in a reader's units."""
    values = (
        str(group.count),
        group.threat_class,
        str(group.axis),
        f"{short(group.fan_rad / DEGREE)} deg",
        f"{short(group.standoff_m / 1000.0)} km",
        "drawn" if group.height_m is None else f"{short(group.height_m)} m",
        f"{short(group.speed_mps)} m/s",
        f"{short(group.spacing_s)} s",
        f"{short(group.delay_s)} s",
        str(group.waves),
        group.aim.replace("_", " "),
    )
    return dict(zip(GROUP_COLUMNS, values, strict=True))


for _command in (compare, gaps, contracts, deliveries, precedents, holdings, counts):
    app.command()(_command)


@app.command()
def sources(
    extra: ExtraOption = None, json_output: JsonOption = False, quiet: IdleQuietOption = False
) -> None:
    """List the sources, with the number of figures and records that name each."""
    del quiet
    from skykeep.catalogue import load_catalogue
    from skykeep.catalogue.records import load_records

    records = load_records(extra)
    uses = _source_uses(load_catalogue(extra), records)
    rows = [{**asdict(source), "figures": uses[source.id]} for source in records.sources.values()]
    if json_output:
        print_json(rows)
        return
    console = out_console()
    for row in rows:
        facts = ", ".join(str(fact) for fact in (row["kind"], row["year"]) if fact)
        console.print(words((row["id"], "bold"), f" ({facts}; uses: {row['figures']})"))
        console.print(f"  {row['title']}\n  {row['address']}", markup=False, soft_wrap=True)


def _source_uses(catalogue: Catalogue, records: Records) -> Counter[str]:
    """Return how many figures, raids, refraction tables, firing doctrines and records name each source."""
    from skykeep.catalogue.cost_rules import load_cost_rules

    uses: Counter[str] = Counter((*records.named_sources(), *load_cost_rules().named_sources()))
    for _, figure in catalogue.figures():
        uses.update({*figure.sources, *(name for claim in figure.alternatives for name in claim.sources)})
    for raid in catalogue.raids.values():
        uses.update(raid.sources)
    for values in catalogue.refraction.values():
        uses.update(values.sources)
    for each in catalogue.firing.alternatives:
        uses.update(each.sources)
    for kept in catalogue.firing.by_class.values():
        uses.update(kept.sources)
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
    quiet: IdleQuietOption = False,
) -> None:
    """Check every file, key, number, name and source; exit code 1 if anything is wrong."""
    del quiet
    from skykeep.api.catalogue_entries import standings
    from skykeep.catalogue import load_catalogue
    from skykeep.catalogue.records import RECORD_CLASSES, load_records
    from skykeep.errors import CatalogueError, CheckFailedError

    try:
        catalogue, records = load_catalogue(path), load_records(path)
    except CatalogueError as error:
        if not json_output:
            raise CheckFailedError(str(error)) from error
        print_json({"ok": False, "problems": str(error).splitlines()})
        raise typer.Exit(1) from None
    idle = sorted(set(records.sources) - set(_source_uses(catalogue, records)))
    figures = dict(catalogue.figures())
    standing = standings(figures.values())
    totals = {
        "systems": len(catalogue.systems),
        "threats": len(catalogue.threats),
        "raids": len(catalogue.raids),
        "sources": len(records.sources),
        "figures": len(figures),
        "assumed": standing["assumed"],
        "low": standing["low"],
        "hobby": standing["hobby"],
        **{kind: len(getattr(records, kind)) for kind in RECORD_CLASSES},
    }
    if json_output:
        print_json({"ok": True, "problems": [], "idle_sources": idle, "digest": catalogue.digest, **totals})
        return
    names = {"assumed": "of them assumed", "low": "low in confidence", "hobby": "of games alone"}
    names |= {"counts": "counts of fire"}
    listing = ", ".join(f"{count} {names.get(name, name)}" for name, count in totals.items())
    out_console().print(words(("ok", "green"), f": {listing}; SHA-256 {catalogue.digest[:16]}"))
    if idle:
        out_console().print(f"sources that no figure names: {', '.join(idle)}", markup=False)
