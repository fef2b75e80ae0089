"""The decorators of kernels, and the steps of Numba that they need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from numba import njit
from numba.core import typed_passes, untyped_passes
from numba.core.compiler import CompilerBase
from numba.core.compiler_machinery import PassManager

from .kernel_cache import cache_of

__all__ = ["array_kernel", "kernel"]

P = ParamSpec("P")
R = TypeVar("R")

_new_steps: Any = PassManager
_STEPS = (
    untyped_passes.TranslateByteCode,
    untyped_passes.FixupArgs,
    untyped_passes.IRProcessing,
    untyped_passes.GenericRewrites,
    typed_passes.NopythonTypeInference,
    typed_passes.AnnotateTypes,
    typed_passes.NativeLowering,
    typed_passes.NoPythonBackend,
)


class _KernelCompiler(CompilerBase):
    """What is left of Numba's steps for functions of numbers and addresses.

    Closures, expressions of whole arrays and reference counts, which the others serve, do not occur in
    kernels. A variable keeps one type, and one that changes is not set to a named constant.
    """

    def define_pipelines(self) -> list[PassManager]:
        steps: Any = _new_steps("kernel")
        for step in _STEPS:
            steps.add_pass(step, step.__name__)
        steps.finalize()
        return [steps]


def kernel(
    signature: str | None = None, *, wrap: bool = False, inline: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that compiles a function which works on what it is given and allocates nothing.

    Kernels are cached, release the interpreter's lock and divide as numpy does. Reference counts of arrays
    are left to the caller (``_nrt=False``): counting them cost a third of the time of a raid and, being
    atomic, made workers wait for each other. What makes arrays is an ``array_kernel``. A ``signature``
    keeps a function from being compiled again for every literal it is called with. Only with ``wrap`` can
    Python call it (else a call from Python crashes): what unpacks the arguments takes as long to compile as a
    kernel does. With ``inline`` it becomes part of the kernels that call it.
    """
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
    options |= {"pipeline_class": _KernelCompiler}
    options |= {"no_cpython_wrapper": not wrap, "no_cfunc_wrapper": True}
    if inline:
        options |= {"forceinline": True}

    def compile_or_wait(function: Callable[P, R]) -> Callable[P, R]:
        dispatcher = _kept(function, options)
        if signature is not None and dispatcher is not function:
            _compile_for(dispatcher, signature, at_once=wrap)
        return cast("Callable[P, R]", dispatcher)

    return compile_or_wait


def array_kernel(*, error_model: str = "python") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator for a function that makes arrays: it goes through all of Numba's steps."""
    return lambda function: _kept(function, {"nogil": True, "error_model": error_model})


def _kept(function: Callable[..., Any], options: dict[str, Any]) -> Any:
    """Return a compiled function that finds its code in the folder of compiled code and keeps it there."""
    decorate: Any = njit(**options)
    dispatcher = decorate(function)
    if dispatcher is not function:  # as it is where nothing is compiled
        dispatcher._cache = cache_of(function)
    return dispatcher


def _compile_for(dispatcher: Any, signature: str, *, at_once: bool) -> None:
    """Compile a kernel of one signature, or read it from the cache: now, or when a caller is compiled.

    Numba by itself would do so as soon as the module of the kernel is imported.
    """
    if at_once:
        dispatcher.compile(signature)
        dispatcher.disable_compile()
        return
    find_template = dispatcher.get_call_template

    def compile_first(arguments: Any, named: Any) -> Any:
        dispatcher.compile(signature)
        dispatcher.disable_compile()
        dispatcher.get_call_template = find_template  # not before: what is interrupted is begun again
        return find_template(arguments, named)

    dispatcher.get_call_template = compile_first
