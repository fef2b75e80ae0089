"""The tree of commands."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Annotated

import typer

from skykeep._version import __version__

from ._guard import GuardedGroup

__all__ = ["app"]

COMMANDS = (
    "brief",
    "compare",
    "coverage",
    "place",
    "probe",
    "run",
    "replay",
    "export",
    "why",
    "sweep",
    "saturate",
    "stress",
    "claim",
    "cost",
    "sensitivity",
    "backtest",
    "sovereignty",
    "assign",
    "serve",
    "verify",
    "schema",
)
"""Commands in the order of the help; each is a function of its name in a module of its name."""

GROUPS = ("catalogue", "doctrine", "scenario", "case")
"""Groups of commands; each is a typer ``app`` in a module of its name."""

app = typer.Typer(
    name="skykeep",
    cls=GuardedGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: the modules that draw boxes take longer than the whole program
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    """Print the version and leave, if it was asked for."""
    if wanted:
        typer.echo(f"skykeep {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Print a traceback with every error.")] = False,
) -> None:
    """What would this air-defence system really see, engage and stop if it defended this place?

    Answers come from public figures only, each with its doubt. A study tool, nothing else.
    """
    del version, debug  # read before the command runs: --version by its callback, --debug by the guard


def _mount() -> None:
    """Add every command; their modules are light, what is heavy is imported when a command runs."""
    for name in COMMANDS:
        if find_spec(f"skykeep.cli.{name}"):
            app.command(name)(getattr(import_module(f"skykeep.cli.{name}"), name))
    for name in GROUPS:
        if find_spec(f"skykeep.cli.{name}"):
            app.add_typer(import_module(f"skykeep.cli.{name}").app, name=name)


_mount()
