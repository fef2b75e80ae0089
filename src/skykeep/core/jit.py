"""The one decorator of the engagement kernels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from numba import njit

__all__ = ["kernel"]

P = ParamSpec("P")
R = TypeVar("R")


def kernel(signature: str | None = None, *, wrap: bool = True) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that compiles a function which works on the arrays given to it and allocates none.

    Kernels are cached, release the interpreter's lock and divide as numpy does. Reference counts of arrays
    are left to the caller (``_nrt=False``): counting them cost a third of the time of a raid and, being
    atomic, made workers wait for each other. A ``signature`` keeps a function from being compiled again for
    every literal it is called with. Without ``wrap`` it can be called by other kernels only
    (a call from Python crashes): unpacking a whole case for Python takes as long to compile as a kernel does.
    """
    options: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}
    if not wrap:
        options |= {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    compiled: Callable[[Callable[P, R]], Callable[P, R]] = njit(signature, **options)
    return compiled
