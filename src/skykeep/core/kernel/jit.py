"""The decorators of kernels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast, get_type_hints

from numba import njit

from .by_address import kind_of
from .compiler import KernelCompiler, PartCompiler
from .kernel_cache import cache_of

__all__ = ["array_kernel", "compile_as_annotated", "executable", "generic_kernel", "kernel"]

P = ParamSpec("P")
R = TypeVar("R")


def kernel(*, wrap: bool = False, inline: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that compiles a function of numbers, records and tables, once, as it is annotated.

    Kernels are cached, release the interpreter's lock and divide as numpy does; they allocate nothing. One is
    compiled when a kernel that calls it is, or, with ``wrap``, at once, and Python can call it (else a call
    from Python crashes: what unpacks the arguments takes as long to compile as a kernel does). With
    ``inline`` it becomes part of the kernels that call it.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        dispatcher = executable(function, wrap=True) if wrap else _part(function, inline=inline)
        if dispatcher is not function:  # as it is where nothing is compiled
            if wrap:
                compile_as_annotated(dispatcher)
            else:
                _compile_when_called(dispatcher)
        return cast("Callable[P, R]", dispatcher)

    return decorate


def generic_kernel(*, wrap: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator like ``kernel`` for a function that also takes arrays: it is compiled for whatever
    it is given.

    Reference counts of arrays are left to the caller (``_nrt=False``): counting them cost a third of the time
    of a raid and, being atomic, made workers wait for each other.
    """
    return lambda function: executable(function, wrap=wrap)


def array_kernel(*, error_model: str = "python") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator for a function that makes arrays: it goes through all of Numba's steps."""
    return lambda function: _kept(function, {"nogil": True, "error_model": error_model})


_LEAN: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False, "no_cfunc_wrapper": True}


def executable(function: Callable[..., Any], *, wrap: bool) -> Any:
    """Return the dispatcher of a kernel with machine code of its own; nothing is compiled yet."""
    return _kept(function, _LEAN | {"pipeline_class": KernelCompiler, "no_cpython_wrapper": not wrap})


def _part(function: Callable[..., Any], *, inline: bool) -> Any:
    """Return the dispatcher of a kernel that becomes part of others; nothing is compiled yet."""
    options = _LEAN | {"pipeline_class": PartCompiler, "no_cpython_wrapper": True}
    decorate: Any = njit(**options, forceinline=inline)
    return decorate(function)


def _kept(function: Callable[..., Any], options: dict[str, Any]) -> Any:
    """Return a compiled function that finds its code in the folder of compiled code and keeps it there."""
    decorate: Any = njit(**options)
    dispatcher = decorate(function)
    if dispatcher is not function:  # as it is where nothing is compiled
        dispatcher._cache = cache_of(function)
    return dispatcher


def compile_as_annotated(kernel: Callable[..., Any]) -> Any:
    """Return the code of a kernel for the types in its annotations: compiled, from the cache, or as it was.

    Raises
    ------
    TypeError
        If it does not return what its annotation says: a number would be cut to a whole one unseen.
    """
    dispatcher: Any = kernel
    hints = get_type_hints(dispatcher.py_func)
    returned = kind_of(hints.pop("return"))
    kinds = tuple(kind_of(hint) for hint in hints.values())
    if kinds not in dispatcher.overloads:
        dispatcher.compile(kinds)
    code = dispatcher.overloads[kinds]
    if code.signature.return_type != returned:
        raise TypeError(f"{kernel} returns {code.signature.return_type}, not what its annotation says")
    dispatcher.disable_compile()
    return code


def _compile_when_called(dispatcher: Any) -> None:
    """Put the compilation off until a caller is compiled: not all kernels are needed in every process."""
    find_template = dispatcher.get_call_template

    def compile_first(arguments: Any, named: Any) -> Any:
        compile_as_annotated(dispatcher)
        dispatcher.get_call_template = find_template  # not before: what is interrupted is begun again
        return find_template(arguments, named)

    dispatcher.get_call_template = compile_first
