"""Kernels called by the address of their code.

What a kernel calls by name becomes part of it: Numba optimises and emits it once more there, and again in
every kernel above. What is called once a raid is called by address instead: it is compiled by itself, in any
order and in any process. Nothing checks that arguments fit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, get_type_hints

import numpy as np
import numpy.typing as npt
from numba.core import config, types
from numba.extending import intrinsic

__all__ = ["EntryPoint", "enter", "entry_point"]

Result = TypeVar("Result", int, None)

EntryPoint: TypeAlias = Any
"""Address of compiled code, a whole number; the function itself where nothing is compiled."""

_pointer: Any = types.CPointer
_tuple: Any = types.BaseTuple.from_types
_KINDS: dict[Any, Any] = {
    int: types.int64,
    float: types.float64,
    np.uint64: types.uint64,
    npt.NDArray[np.float64]: _pointer(types.float64),
    npt.NDArray[np.int64]: _pointer(types.int64),
    npt.NDArray[np.uint64]: _pointer(types.uint64),
}
"""Types of numbers and of columns by address in kernels, by what is written of them."""


def _kind(hint: Any) -> Any:
    """Return the type of an argument from its annotation: numbers, columns by address, and tuples of them."""
    if hint in _KINDS:
        return _KINDS[hint]
    named = hasattr(hint, "_fields")
    parts = get_type_hints(hint).values() if named else hint.__args__
    return _tuple([_kind(part) for part in parts], pyclass=hint if named else tuple)


def entry_point(kernel: Callable[..., Any]) -> EntryPoint:
    """Return the address of a kernel's code, compiled for the arguments in its annotations.

    Arrays in the annotations, also those of named tuples, stand for columns by address.
    """
    if not hasattr(kernel, "py_func"):
        return kernel  # nothing is compiled
    dispatcher: Any = kernel
    hints = get_type_hints(dispatcher.py_func)
    hints.pop("return")
    kinds = tuple(_kind(hint) for hint in hints.values())
    dispatcher.compile(kinds)
    code = dispatcher.overloads[kinds]
    return code.library.get_pointer_to_function(code.fndesc.llvm_func_name)


if TYPE_CHECKING or config.DISABLE_JIT:

    def enter(entry: EntryPoint, arguments: tuple[Any, ...], result: Result) -> Result:
        """Call the kernel of an entry point; ``result`` is any value of the type that it returns.

        The arguments must be of the types for which the entry point was made.
        """
        returned: Result = entry(*arguments)
        assert (returned is None) == (result is None)
        return returned

else:

    @intrinsic
    def enter(_typing: Any, _entry: Any, arguments: Any, result: Any) -> Any:
        """Build what the function of this name above says."""
        kinds = tuple(arguments)
        returned = types.none if isinstance(result, types.NoneType) else types.int64

        def build(context: Any, builder: Any, _signature: Any, values: Any) -> Any:
            parts = [builder.extract_value(values[1], place) for place in range(len(kinds))]
            code = context.call_conv.get_function_type(returned, kinds).as_pointer()
            entry = builder.inttoptr(values[0], code)
            _, value = context.call_conv.call_function(builder, entry, returned, kinds, parts)
            return value

        return returned(types.intp, arguments, result), build
