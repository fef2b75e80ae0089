"""``skykeep doctrine``: named ways to fight, what each of them does, and how two differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ._common import out_console, print_json
from ._console import words
from ._help import HelpGroup
from ._options import ExtraOption, IdleQuietOption, JsonOption

if TYPE_CHECKING:
    from skykeep.api.records import Record

__all__ = ["app"]

app = typer.Typer(
    name="doctrine", cls=HelpGroup, no_args_is_help=True, help="Named ways to fight: list, show, compare."
)

NAME_HELP = "Id of a preset or alternative, or a scenario."


@app.command("list")
def list_doctrines(
    extra: ExtraOption = None, json: JsonOption = False, quiet: IdleQuietOption = False
) -> None:
    """List the presets of doctrine, and the alternatives that worlds draw where nothing is fixed."""
    del quiet
    from skykeep.api.doctrines import doctrines

    found = doctrines(catalogue=extra)
    if json:
        print_json(found.to_json())
        return
    console = out_console()
    console.print("Presets: doctrine.preset = ID in a scenario, or --set doctrine.preset=ID", style="bold")
    _print_entries(found.presets)
    console.print()
    console.print(
        "How rounds are spent: one is drawn in each world; doctrine.alternative = ID fixes it", style="bold"
    )
    _print_entries(found.alternatives)
    console.print("\n'skykeep doctrine show ID' says what each sets, and where it comes from.")


def _print_entries(entries: Sequence[Any]) -> None:
    """Print one paragraph for each of some doctrines."""
    for entry in entries:
        kind = ("ASSUMED", "yellow") if entry.kind == "assumed" else entry.kind
        out_console().print(words((entry.id, "bold"), f": {entry.words} (", kind, ")"))


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help=NAME_HELP)],
    extra: ExtraOption = None,
    json: JsonOption = False,
    quiet: IdleQuietOption = False,
) -> None:
    """Show what one doctrine sets, in words, and where it comes from."""
    del quiet
    from skykeep.api.doctrines import doctrine

    found = doctrine(name, catalogue=extra)
    if json:
        print_json(found.to_json())
        return
    console = out_console()
    console.print(words((found.name, "bold"), f" ({found.id})"))
    if found.words:
        console.print(found.words, markup=False)
    console.print()
    if found.settings:
        _print_settings(found)
    else:
        console.print("It sets nothing: each world draws an alternative, and no rule is on.")
    if found.kind != "scenario":
        kind = ("ASSUMED", "yellow") if found.kind == "assumed" else found.kind
        console.print(words("\nRests on: ", kind, f". {found.note}"))
    for source in found.sources:
        year = f", {source.year}" if source.year else ""
        console.print(
            f"  {source.title} ({source.kind}{year}). {source.address}", markup=False, soft_wrap=True
        )


def _print_settings(found: Record) -> None:
    """Print each setting: what is done, then the key with its value and meaning."""
    for setting in found.settings:
        out_console().print(words(f"- {setting.words}"))
        out_console().print(
            words((f"  {setting.key} = {_shown(setting.value)}: {setting.means}", "dim")), soft_wrap=False
        )


@app.command()
def diff(
    first: Annotated[str, typer.Argument(metavar="A", help=NAME_HELP)],
    second: Annotated[str, typer.Argument(metavar="B", help=NAME_HELP)],
    extra: ExtraOption = None,
    json: JsonOption = False,
    quiet: IdleQuietOption = False,
) -> None:
    """Show where two doctrines differ, key by key."""
    del quiet
    from skykeep.api.doctrines import compare_doctrines

    found = compare_doctrines(first, second, catalogue=extra)
    if json:
        print_json(found.to_json())
        return
    console = out_console()
    if not found.differences:
        console.print(f"{first} and {second} do the same.", markup=False)
    for each in found.differences:
        console.print(words((each.key, "bold"), (f": {each.means}", "dim")))
        for name, value, said in (
            (first, each.first, each.first_words),
            (second, each.second, each.second_words),
        ):
            told = "not set" if value is None else f"{_shown(value)}: {said}"
            console.print(words(f"  {name}: {told}"))


def _shown(value: Any) -> str:
    """Return a value as a file has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)
