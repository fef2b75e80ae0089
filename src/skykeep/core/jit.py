"""The one decorator of kernels, and the steps of Numba that they need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from numba import njit
from numba.core import typed_passes, untyped_passes
from numba.core.compiler import CompilerBase
from numba.core.compiler_machinery import PassManager

__all__ = ["kernel"]

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
    atomic, made workers wait for each other. What makes arrays takes Numba's own decorator. A ``signature``
    keeps a function from being compiled again for every literal it is called with. Only with ``wrap`` can
    Python call it (else a call from Python crashes): what unpacks the arguments takes as long to compile as a
    kernel does. With ``inline`` it becomes part of the kernels that call it.
    """
    options: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}
    options |= {"pipeline_class": _KernelCompiler}
    options |= {"no_cpython_wrapper": not wrap, "no_cfunc_wrapper": True}
    if inline:
        options |= {"forceinline": True}
    compiled: Callable[[Callable[P, R]], Callable[P, R]] = njit(signature if wrap else None, **options)
    if wrap or signature is None:
        return compiled

    def compile_when_met(function: Callable[P, R]) -> Callable[P, R]:
        dispatcher = compiled(function)
        if dispatcher is not function:  # as it is where nothing is compiled
            _wait_with(dispatcher, signature)
        return dispatcher

    return compile_when_met


def _wait_with(dispatcher: Any, signature: str) -> None:
    """Let a kernel of one signature be compiled, or read from the cache, when one that calls it is compiled.

    Numba by itself would do so as soon as the module of the kernel is imported.
    """
    find_template = dispatcher.get_call_template

    def compile_first(arguments: Any, named: Any) -> Any:
        dispatcher.compile(signature)
        dispatcher.disable_compile()
        dispatcher.get_call_template = find_template  # not before: what is interrupted is begun again
        return find_template(arguments, named)

    dispatcher.get_call_template = compile_first
