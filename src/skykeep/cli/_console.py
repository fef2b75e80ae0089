"""Consoles that print text as text: no markup, no control sequence from outside, names isolated."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from skykeep.language import as_text
from skykeep.plain_text import isolated, register_plain_errors, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["err_console", "out_console", "take_any_encoding", "words"]


def out_console() -> Console:
    """Return a rich console on standard output for which every string is text."""
    console: Console = _console_class()(highlight=False, markup=False, emoji=False)
    return console


def err_console() -> Console:
    """Return a rich console on standard error for which every string is text."""
    console: Console = _console_class()(stderr=True, highlight=False, markup=False, emoji=False)
    return console


def words(*parts: str | tuple[str, str]) -> Text:
    """Return text of parts, each with a style if it comes with one."""
    from rich.text import Text

    styled = [(part, "") if isinstance(part, str) else part for part in parts]
    return Text.assemble(*((isolated(visible(text)), style) for text, style in styled))


@cache
def _console_class() -> Any:
    """Return the class of both consoles; rich is imported only where something is printed with it."""
    from rich.console import Console

    class TextConsole(Console):
        """Spells out control characters, and isolates what is written from right to left."""

        def render_str(self, text: str, **options: Any) -> Text:
            """Return a string as text, in a line or in the cell of a table."""
            return super().render_str(as_text(text), **options)

    return TextConsole


def take_any_encoding() -> None:
    """Let what the encoding of standard output or error cannot hold be written in plain letters."""
    name = register_plain_errors()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=name)
