"""The decorators of kernels, and the steps of Numba that they need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast, get_type_hints

from numba import njit
from numba.core import typed_passes, untyped_passes
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase
from numba.core.compiler_machinery import LoweringPass, PassManager, register_pass
from numba.core.cpu import _dynfunc  # type: ignore[attr-defined]  # numba does not say that it has it

from .by_address import kind_of
from .kernel_cache import cache_of

__all__ = ["array_kernel", "compile_as_annotated", "executable", "generic_kernel", "kernel"]

P = ParamSpec("P")
R = TypeVar("R")

# numba says nothing of the types of what is used here
_new_steps: Any = PassManager
_register: Any = register_pass
_begin: Any = LoweringPass.__init__
_make_function: Any = _dynfunc.make_function
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

    _steps: tuple[Any, ...] = _STEPS

    def define_pipelines(self) -> list[PassManager]:
        steps: Any = _new_steps("kernel")
        for step in self._steps:
            steps.add_pass(step, step.__name__)
        steps.finalize()
        return [steps]


class _PartLibrary(JITCodeLibrary):
    """Code that is linked into that of its callers, and optimised and made executable only there."""

    def _optimize_functions(self, module: Any) -> None:
        """Leave it as it is."""
        module.data_layout = self._codegen._data_layout

    def _optimize_final_module(self) -> None:
        """Leave it as it is."""

    def _finalize_final_module(self) -> None:
        """Make no machine code."""
        self._finalized = True


_part_library: Any = _PartLibrary


@_register(mutates_CFG=False, analysis_only=False)
class _OfferPart(LoweringPass):
    """Let other kernels call what was compiled as a part; Python cannot."""

    _name = "offer_part"

    def __init__(self) -> None:
        _begin(self)

    def run_pass(self, state: Any) -> bool:
        """Do so."""
        name, module = state.func_id.func_name, state.cr.fndesc.lookup_module()
        part = _make_function(module, name, name, 0, state.cr.env, (state.library,))
        state.targetctx.insert_user_function(part, state.cr.fndesc, [state.library])
        state["cr"] = state.cr._replace(cfunc=part)
        return True


class _PartCompiler(_KernelCompiler):
    """Steps for what only other kernels call.

    Numba would optimise each kernel by itself and make machine code of it, with all that it calls, and so
    once more at every level of calls: of a hundred small kernels this took most of the time.
    """

    _steps = (*_STEPS[:-1], _OfferPart, _STEPS[-1])

    def define_pipelines(self) -> list[PassManager]:
        state: Any = self.state
        state.flags.no_compile = True
        state.library = _part_library(state.targetctx.codegen(), state.func_id.func_qualname)
        return super().define_pipelines()


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
    return _kept(function, _LEAN | {"pipeline_class": _KernelCompiler, "no_cpython_wrapper": not wrap})


def _part(function: Callable[..., Any], *, inline: bool) -> Any:
    """Return the dispatcher of a kernel that becomes part of others; nothing is compiled yet."""
    options = _LEAN | {"pipeline_class": _PartCompiler, "no_cpython_wrapper": True}
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
