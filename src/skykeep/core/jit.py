"""The one decorator of the engagement kernels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from numba import njit

__all__ = ["kernel"]

P = ParamSpec("P")
R = TypeVar("R")


def kernel(
    signature: str | None = None, *, wrap: bool = False, inline: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that compiles a function which works on what it is given and allocates nothing.

    Kernels are cached, release the interpreter's lock and divide as numpy does. Reference counts of arrays
    are left to the caller (``_nrt=False``): counting them cost a third of the time of a raid and, being
    atomic, made workers wait for each other. A ``signature`` keeps a function from being compiled again for
    every literal it is called with. Only with ``wrap`` can Python call it (else a call from Python crashes):
    what unpacks the arguments takes as long to compile as a kernel does. With ``inline`` it becomes part of
    the kernels that call it.
    """
    options: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}
    options |= {"no_cpython_wrapper": not wrap, "no_cfunc_wrapper": True}
    if inline:
        options |= {"forceinline": True}
    compiled: Callable[[Callable[P, R]], Callable[P, R]] = njit(signature, **options)
    return compiled
