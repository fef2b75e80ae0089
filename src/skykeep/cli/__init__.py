"""The command line: one thin module per command, heavy imports only inside the functions that need them."""

from ._entry import main

__all__ = ["main"]
