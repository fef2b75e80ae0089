"""``skykeep catalogue contracts``, ``deliveries``, ``precedents``, ``holdings`` and ``counts``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ._catalogue_show import print_table
from ._common import out_console, print_json
from ._options import ExtraOption, IdleQuietOption, JsonOption
from ._record_pages import print_full
from ._record_tables import TABLES

if TYPE_CHECKING:
    from skykeep.catalogue.records import Records

__all__ = ["contracts", "counts", "deliveries", "holdings", "precedents"]

RecordArgument = Annotated[
    str | None,
    typer.Argument(metavar="[ID]", help="One record in full; without it a table of all.", show_default=False),
]
SystemOption = Annotated[str | None, typer.Option("--system", help="Only those of this system, by id.")]
CountryOption = Annotated[
    str | None, typer.Option("--country", help="Only those of this customer, state or country.")
]
FullOption = Annotated[
    bool, typer.Option("--notes", help="Print every record in full: all claims, notes and sources.")
]

NARROW = 100
"""Below this width a table gives its first columns fixed widths."""

Row = dict[str, Any]


def contracts(
    record: RecordArgument = None,
    system: SystemOption = None,
    country: CountryOption = None,
    notes: FullOption = False,
    extra: ExtraOption = None,
    json_output: JsonOption = False,
    quiet: IdleQuietOption = False,
) -> None:
    """List purchases on record: customer, year, sum and number as printed, and what one costs."""
    del quiet
    _print("contracts", (record, system, country), (extra, notes, json_output))


def deliveries(
    record: RecordArgument = None,
    system: SystemOption = None,
    country: CountryOption = None,
    notes: FullOption = False,
    extra: ExtraOption = None,
    json_output: JsonOption = False,
    quiet: IdleQuietOption = False,
) -> None:
    """List deliveries on record: order, first and last delivery, and the months between."""
    del quiet
    _print("deliveries", (record, system, country), (extra, notes, json_output))


def precedents(
    record: RecordArgument = None,
    system: SystemOption = None,
    country: CountryOption = None,
    notes: FullOption = False,
    extra: ExtraOption = None,
    json_output: JsonOption = False,
    quiet: IdleQuietOption = False,
) -> None:
    """List what happened to buyers of systems that somebody forbade; no probability is given."""
    del quiet
    _print("precedents", (record, system, country), (extra, notes, json_output))


def holdings(
    record: RecordArgument = None,
    system: SystemOption = None,
    country: CountryOption = None,
    notes: FullOption = False,
    extra: ExtraOption = None,
    json_output: JsonOption = False,
    quiet: IdleQuietOption = False,
) -> None:
    """List what a country is known to have: numbers, and provinces in words."""
    del quiet
    _print("holdings", (record, system, country), (extra, notes, json_output))


def counts(
    record: RecordArgument = None,
    system: SystemOption = None,
    notes: FullOption = False,
    extra: ExtraOption = None,
    json_output: JsonOption = False,
    quiet: IdleQuietOption = False,
) -> None:
    """List counts of fire on record: so many of so many, what was counted, and the 90 % interval."""
    del quiet
    _print("counts", (record, system, None), (extra, notes, json_output))


def _print(
    kind: str, asked: tuple[str | None, str | None, str | None], how: tuple[Path | None, bool, bool]
) -> None:
    """Print the records of a kind that are asked for."""
    from skykeep.catalogue import load_catalogue
    from skykeep.catalogue.records import load_records

    record, system, country = asked
    extra, notes, json_output = how
    if system is not None:
        load_catalogue(extra).system(system)
    records = load_records(extra)
    entries = getattr(records, kind)
    chosen = [_find(entries, record, kind)] if record is not None else list(entries.values())
    chosen = [each for each in chosen if _of_system(each, system) and _of_country(each, country)]
    if json_output:
        print_json(_json(kind, chosen, records))
        return
    if not chosen:
        out_console().print(f"No {WORDS[kind]} on record that fit.", markup=False)
    elif notes or record is not None:
        print_full(kind, chosen, records)
    else:
        _print_table(kind, chosen)


WORDS: Mapping[str, str] = {
    "contracts": "contracts",
    "deliveries": "deliveries",
    "precedents": "precedents",
    "holdings": "holdings",
    "counts": "counts of fire",
}
"""Kind of record -> what a reader calls it."""


def _find(entries: Mapping[str, Any], given: str, kind: str) -> Any:
    """Return one record, or say which there are."""
    from skykeep.errors import CatalogueError, did_you_mean

    if given not in entries:
        raise CatalogueError(
            f"no record {given!r} among the {WORDS[kind]}, allowed: {', '.join(entries)}."
            + did_you_mean(given, entries)
        )
    return entries[given]


def _of_system(entry: Any, system: str | None) -> bool:
    """Return whether a record is of a system, or all are asked for."""
    return system is None or system in (*getattr(entry, "systems", ()), getattr(entry, "system", None))


def _of_country(entry: Any, country: str | None) -> bool:
    """Return whether a record is of a customer, state or country, or all are asked for."""
    named = [getattr(entry, name, "") for name in ("customer", "state", "country")]
    return country is None or any(country.casefold() in name.casefold() for name in named)


def _json(kind: str, chosen: list[Any], records: Records) -> Row:
    """Return records for programs, with what follows from them, and the sources that they name."""
    from skykeep.catalogue.records import sources_of

    rows = []
    for entry in chosen:
        row = asdict(entry)
        if kind == "contracts":
            row["each_million"] = entry.unit_millions()
        elif kind == "deliveries":
            row["lead_months"] = entry.lead_months
        elif kind == "counts":
            mean, low, high = entry.chance
            row |= {"mean": mean, "low_90": low, "high_90": high}
            row["beta"] = [tally.beta for tally in entry.tallies]
        rows.append(row)
    named = dict.fromkeys(source for entry in chosen for source in sources_of(entry))
    return {kind: rows, "sources": {name: asdict(records.sources[name]) for name in named}}


def _print_table(kind: str, chosen: list[Any]) -> None:
    """Print one line for each record."""
    row, widths, after = TABLES[kind]
    rows = [row(entry) for entry in chosen]
    styles = {name: "bold" if name == "record" else "" for name in rows[0]}
    print_table("", styles, rows, widths=widths if out_console().width < NARROW else {})
    out_console().print(
        f"{after} --notes, or the id of a record, adds all claims, notes and sources.", markup=False
    )
