"""Modules as the checks of the source read them, each parsed once."""

import ast
import functools


@functools.cache
def tree_of(path):
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))
