"""Compiled functions use no constant of another module: the cache on disk would keep its old value."""

import ast
import importlib
import re
import types
from pathlib import Path

import pytest

from skykeep.core import layout
from skykeep.core.kernel.compiled_files import SOURCES

SRC = Path(__file__).parents[2] / "src"

KERNEL_FILES = sorted(
    path
    for path in SRC.rglob("*.py")
    if re.search(r"^@(njit|kernel|array_kernel)\b", path.read_text(encoding="utf-8"), re.MULTILINE)
)


DECORATOR = re.compile(r"^(njit|kernel|array_kernel)\b")
"""Numba's decorator and those of ``skykeep.core.jit``."""


def is_compiled(function):
    """Return whether a function definition is compiled by its decorator."""
    return any(DECORATOR.match(ast.unparse(decorator)) for decorator in function.decorator_list)


def imported_names(tree):
    """Return the names that a module imports at its top."""
    names = set()
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return names


def is_constant(value):
    """Return whether a value would be frozen into compiled code: not a function, class or module."""
    return not (callable(value) or isinstance(value, type | types.ModuleType))


def is_ours(value):
    """Return whether a value is a module of the package that is not the list of column places.

    Places in packed columns are names for integers, shared by all kernels; that a change of them is seen is
    what the digest of the whole room is for (``skykeep.core.kernel.compiled_files``).
    """
    return (
        isinstance(value, types.ModuleType) and value.__name__.startswith("skykeep") and value is not layout
    )


def frozen_imports(source, namespace):
    """Return line and name of each imported constant that a compiled function of ``source`` reads."""
    tree = ast.parse(source)
    imported = imported_names(tree)
    found = []
    for function in ast.walk(tree):
        if not (isinstance(function, ast.FunctionDef) and is_compiled(function)):
            continue
        for node in ast.walk(ast.Module(body=function.body, type_ignores=[])):
            if isinstance(node, ast.Name) and node.id in imported and is_constant(namespace[node.id]):
                found.append((node.lineno, node.id))
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") in imported:
                holder = namespace[node.value.id]
                if is_ours(holder) and is_constant(getattr(holder, node.attr)):
                    found.append((node.lineno, f"{node.value.id}.{node.attr}"))
    return sorted(found)


def test_the_check_sees_what_it_is_to_see():
    source = (
        "from numba import njit\nfrom skykeep.units import DOOR_UNITS\nfrom skykeep import units\n"
        "import math\nHERE = 2.0\n@njit\ndef kernel(x):\n"
        "    return x * HERE * math.pi + DOOR_UNITS + units.DOOR_UNITS\n"
    )
    namespace: dict[str, object] = {}
    exec(compile(source, "planted", "exec"), namespace)
    assert [name for _, name in frozen_imports(source, namespace)] == ["DOOR_UNITS", "units.DOOR_UNITS"]


@pytest.mark.parametrize("path", KERNEL_FILES, ids=lambda path: str(path.relative_to(SRC)))
def test_compiled_functions_read_no_constant_of_another_module(path):
    name = ".".join(path.relative_to(SRC).with_suffix("").parts)
    module = importlib.import_module(name)
    assert frozen_imports(path.read_text(encoding="utf-8"), vars(module)) == []


def test_compiled_functions_live_in_core_only():
    assert len(KERNEL_FILES) > 10
    assert [path for path in KERNEL_FILES if not path.is_relative_to(SOURCES)] == []


def test_every_compiled_function_is_kept_under_the_digest_of_all_sources():
    own = [path for path in KERNEL_FILES if "cache=True" in path.read_text(encoding="utf-8")]
    assert own == []
