"""The decorators of kernels."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, update_wrapper
from typing import Any, ParamSpec, TypeVar, cast, get_type_hints

from numba import njit, types
from numba.core.compiler_lock import global_compiler_lock
from numba.extending import typeof_impl

from .by_address import kind_of
from .compiler import KernelCompiler, PartCompiler
from .kernel_cache import cache_of

__all__ = ["array_kernel", "compile_as_annotated", "executable", "generic_kernel", "kernel"]

P = ParamSpec("P")
R = TypeVar("R")

# numba says nothing of the types of what is used here
_type_of: Any = typeof_impl
_function_kind: Any = types.Dispatcher


def kernel(*, wrap: bool = False, inline: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that compiles a function of numbers, records and tables, once, as it is annotated.

    Kernels are cached, release the interpreter's lock and divide as numpy does; they allocate nothing. One is
    compiled when a kernel that calls it is, and becomes part of that, with ``inline`` at every call. With
    ``wrap`` Python can call it as well, and it is compiled by itself when Python first does so (else a call
    from Python crashes: what unpacks the arguments takes as long to compile as a kernel does).
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        part = _part(function, inline=inline)
        if part is not function:  # as it is where nothing is compiled
            _compile_when_called(part)
            part = _CallableKernel(part) if wrap else part
        return cast("Callable[P, R]", part)

    return decorate


class _CallableKernel:
    """A kernel that Python can call, too: for other kernels it is a part like any other."""

    def __init__(self, part: Any) -> None:
        self.part = part
        self.py_func = part.py_func
        update_wrapper(self, part.py_func)

    def __call__(self, *arguments: Any) -> Any:
        """Call the kernel."""
        return self._for_python(*arguments)

    @cached_property
    def _for_python(self) -> Any:
        """Code of the kernel that Python can call, compiled now or read from the folder of compiled code."""
        dispatcher = executable(self.py_func, wrap=True)
        compile_as_annotated(dispatcher)
        return dispatcher


@_type_of.register(_CallableKernel)
def _type_in_kernels(given: _CallableKernel, _context: Any) -> Any:
    """Return what such a kernel is for others."""
    return _function_kind(given.part)


def generic_kernel(*, wrap: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator like ``kernel`` for a function that also takes arrays: it is compiled for whatever
    it is given. Without ``wrap`` only kernels can call it, and it becomes part of them.

    Reference counts of arrays are left to the caller (``_nrt=False``): counting them cost a third of the time
    of a raid and, being atomic, made workers wait for each other.
    """
    return lambda function: executable(function, wrap=True) if wrap else _part(function, inline=False)


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
        _compile(dispatcher, kinds)
    code = dispatcher.overloads[kinds]
    if code.signature.return_type != returned:
        raise TypeError(f"{kernel} returns {code.signature.return_type}, not what its annotation says")
    dispatcher.disable_compile()
    return code


def _compile(dispatcher: Any, kinds: tuple[Any, ...]) -> None:
    """Compile a kernel: a part without a look at the cache, where none is, and without Numba's clocks, which
    of every part in which it is compiled would be told of every call of LLVM."""
    if not issubclass(dispatcher._compiler.pipeline_class, PartCompiler):
        dispatcher.compile(kinds)
        return
    with global_compiler_lock:
        dispatcher.add_overload(dispatcher._compiler.compile(kinds, None))


def _compile_when_called(dispatcher: Any) -> None:
    """Put the compilation off until a caller is compiled: not all kernels are needed in every process."""
    find_template = dispatcher.get_call_template

    def compile_first(arguments: Any, named: Any) -> Any:
        compile_as_annotated(dispatcher)
        dispatcher.get_call_template = find_template  # not before: what is interrupted is begun again
        return find_template(arguments, named)

    dispatcher.get_call_template = compile_first
