"""The command line: one thin module per command, heavy imports only inside the functions that need them."""

from ._app import app, main

__all__ = ["app", "main"]
