"""Help of a group of commands in plain text: what draws boxes takes longer to import than the program."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

__all__ = ["HelpGroup"]


class HelpGroup(TyperGroup):
    """A group whose help gives the first paragraph of each command whole, where typer cuts it to a line."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands in their order, each with what it answers."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        told = [
            (name, " ".join((command.help or "").partition("\n\n")[0].split()))
            for name, command in commands
            if command is not None and not command.hidden
        ]
        if told:
            with formatter.section("Commands"):
                formatter.write_dl(told)
