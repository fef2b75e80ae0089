"""How kernels are compiled: the steps of Numba that they need, and no work of it twice."""

from __future__ import annotations

from functools import cache
from typing import Any

from numba.core import cgutils, config, typed_passes, types, untyped_passes
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase
from numba.core.compiler_machinery import LoweringPass, PassManager, register_pass
from numba.core.cpu import _dynfunc  # type: ignore[attr-defined]  # numba does not say that it has it
from numba.core.lowering import Lower
from numba.core.typing.context import Context

from .plain_numbers import build_plain_numbers

__all__ = ["KernelCompiler", "PartCompiler"]

# numba says nothing of the types of what is used here
_config: Any = config
_new_steps: Any = PassManager
_register: Any = register_pass
_begin: Any = LoweringPass.__init__
_make_function: Any = _dynfunc.make_function
_context: Any = Context
_lower: Any = Lower
_native_lowering: Any = typed_passes.NativeLowering
_room_for: Any = cgutils.alloca_once

build_plain_numbers()


class _RememberingTypes(_context):  # type: ignore[misc]
    """What Numba knows of types, and what it once found for a call.

    At every ``+`` of two numbers Numba looks through all that is ever added, arrays and dates among it: a
    third of the time of compiling.
    """

    def __init__(self, known: Any) -> None:
        self.__dict__ = known.__dict__  # one knowledge, whoever asks
        self.found: dict[tuple[Any, tuple[Any, ...]], Any] = {}

    def resolve_function_type(self, function: Any, arguments: Any, named: Any) -> Any:
        """Return the signature of a call, as before if the same was called before."""
        kind = self._lookup_global(function) or function
        if named or not isinstance(kind, (types.Function, types.Dispatcher)):
            return super().resolve_function_type(function, arguments, named)
        call = kind, tuple(arguments)
        signature = self.found.get(call)
        if signature is None:
            signature = super().resolve_function_type(function, arguments, named)
            if signature is not None:
                self.found[call] = signature
        return signature


_remembering_types: Any = cache(_RememberingTypes)


_LEVEL_MOST = 2
"""LLVM's third level takes a fourteenth longer to compile a raid, and no raid is faster for it."""


class _KernelLibrary(JITCodeLibrary):
    """Code of a kernel, which counts no references: it need not be optimised once more for those."""

    def _optimize_final_module(self) -> None:
        """Do so once."""
        codegen: Any = self._codegen
        passes, builder = codegen._module_pass_manager(opt=min(int(_config.OPT), _LEVEL_MOST))
        with self._recorded_timings.record("Module passes", builder):
            passes.run(self._final_module, builder)


class _PartLibrary(JITCodeLibrary):
    """Code that is linked into that of kernels, and optimised and made executable only there."""

    def _optimize_functions(self, module: Any) -> None:
        """Leave it as it is."""
        module.data_layout = self._codegen._data_layout

    def finalize(self) -> None:
        """Make no machine code."""
        self._finalized = True

    def _get_module_for_linking(self) -> Any:
        """Return what is linked into other code: this part alone, and nothing that it calls."""
        for function in self._final_module.functions:
            if not function.is_declaration:
                function.linkage = "linkonce_odr"
        return self._final_module

    @property
    def with_callees(self) -> list[Any]:
        """This part and all that it calls, whatever way."""
        found = {self: None}
        for library in self._linking_libraries:
            found[library] = None
        return list(found)


class _Lower(_lower):  # type: ignore[misc]
    """Numba's lowering, without asking LLVM how large each variable is, which only a debugger is told."""

    def alloca_lltype(self, name: str, kind: Any, **_told_to_a_debugger: Any) -> Any:
        """Return room for a variable."""
        return _room_for(self.builder, kind, name=name, zfill=False)


@_register(mutates_CFG=True, analysis_only=False)
class _LowerKernel(_native_lowering):  # type: ignore[misc]
    """Make code of the typed steps of a kernel."""

    _name = "lower_kernel"
    lowering_class = _Lower


_STEPS = (
    untyped_passes.TranslateByteCode,
    untyped_passes.FixupArgs,
    untyped_passes.IRProcessing,
    untyped_passes.GenericRewrites,
    typed_passes.NopythonTypeInference,
    typed_passes.AnnotateTypes,
    _LowerKernel,
    typed_passes.NoPythonBackend,
)
_kernel_library: Any = _KernelLibrary
_part_library: Any = _PartLibrary


class KernelCompiler(CompilerBase):
    """What is left of Numba's steps for functions of numbers and addresses.

    Closures, expressions of whole arrays and reference counts, which the others serve, do not occur in
    kernels. A variable keeps one type, and one that changes is not set to a named constant.
    """

    _steps: tuple[Any, ...] = _STEPS
    _library = _kernel_library

    def define_pipelines(self) -> list[PassManager]:
        """Return the steps."""
        state: Any = self.state
        state.typingctx = _remembering_types(state.typingctx)
        state.library = self._library(state.targetctx.codegen(), state.func_id.func_qualname)
        if not state.flags.no_compile:
            state.library.enable_object_caching()
        steps: Any = _new_steps("kernel")
        for step in self._steps:
            steps.add_pass(step, step.__name__)
        steps.finalize()
        return [steps]


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
        state.targetctx.insert_user_function(part, state.cr.fndesc, state.library.with_callees)
        state["cr"] = state.cr._replace(cfunc=part)
        return True


class PartCompiler(KernelCompiler):
    """Steps for what only other kernels call.

    Numba would optimise each kernel by itself and make machine code of it, with all that it calls, and so
    once more at every level of calls: of a hundred small kernels this took most of the time.
    """

    _steps = (*_STEPS[:-1], _OfferPart, _STEPS[-1])
    _library = _part_library

    def define_pipelines(self) -> list[PassManager]:
        """Return the steps."""
        state: Any = self.state
        state.flags.no_compile = True
        return super().define_pipelines()
