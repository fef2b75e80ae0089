"""The option ``--surroundings``: what stands about a site."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["SurroundingsOption"]

SurroundingsOption = Annotated[
    str | None,
    typer.Option(
        "--surroundings",
        metavar="KIND",
        help="What stands about the site of --system: open (default), desert, airfield, town or wood.",
    ),
]
