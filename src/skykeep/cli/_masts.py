"""The option ``--mast``: one height for the engagement radar, or a height for each radar by id."""

from __future__ import annotations

from typing import Annotated

import typer

from skykeep.errors import UsageError

__all__ = ["MastOption", "masts_of"]

MastOption = Annotated[
    list[str] | None,
    typer.Option(
        "--mast",
        metavar="M|RADAR=M",
        help="Antenna height above ground, m: of the engagement radar, or of a radar by id (repeat it).",
    ),
]


def masts_of(given: list[str] | None) -> float | dict[str, float] | None:
    """Return masts written as 24, or as 76n6=40 once for each radar; None where none is given.

    Raises
    ------
    UsageError
        If a height is no number, or one height alone stands beside others.
    """
    words = given or []
    found: dict[str, float] = {}
    for word in words:
        radar, _, height = word.rpartition("=")
        try:
            found[radar] = float(height)
        except ValueError:
            raise UsageError(
                f"mast {word!r}: must be metres, as 24, or a radar and metres, as 76n6=40"
            ) from None
    if "" not in found:
        return found or None
    if len(words) > 1:
        raise UsageError(
            f"mast {' '.join(words)}: give one height alone, for the engagement radar, or a radar with each, "
            "as 76n6=40"
        )
    return found[""]
