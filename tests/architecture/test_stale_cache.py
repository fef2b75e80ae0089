"""Compiled code is kept under the digest of its room: nothing from elsewhere is frozen into it.

Numba writes constants into the code that it makes. Those of the room count with its sources; one that came
from another room could change, and the code that is kept would go on with its old value.
"""

import ast
import re
from pathlib import Path

import pytest

from skykeep.core.kernel.compiled_files import SOURCES

from .source_trees import tree_of

SRC = Path(__file__).parents[2] / "src"

DECORATOR = re.compile(r"^@(njit|cfunc|kernel|array_kernel|generic_kernel)\b", re.MULTILINE)
"""Numba's decorators and those of ``skykeep.core.kernel.jit``."""

KERNEL_FILES = sorted(
    path for path in SRC.rglob("*.py") if DECORATOR.search(path.read_text(encoding="utf-8"))
)


def is_inside(module):
    """Return whether a module is of the room, by its full name."""
    return f"{module}.".startswith("skykeep.core.")


def imports_from_outside(tree, module, *, is_package=False):
    """Return line and full name of each module of the package, outside the room, that a module imports."""
    package = module if is_package else module.rpartition(".")[0]
    found = []
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            here = ".".join(parts[: len(parts) - node.level + 1]) if node.level else ""
            base = ".".join(filter(None, (here, node.module)))
            # from skykeep import rng: what is imported is itself a module
            names = [f"{base}.{alias.name}" for alias in node.names] if base == "skykeep" else [base]
        ours = [name for name in names if name.partition(".")[0] == "skykeep"]
        found += [(node.lineno, name) for name in ours if not is_inside(name)]
    return found


def test_the_check_sees_what_it_is_to_see():
    source = (
        "import math\nfrom skykeep.rng import Purpose\nimport skykeep.units as units\n"
        "from skykeep import errors\n"
        "from ...rng import entity_key\nfrom ... import units\nfrom ..kernel.jit import kernel\n"
        "from . import codes\nfrom skykeep.core.raid import reasons\nimport skykeep.core.raid.loop\n"
        "def late():\n    from ...model import Figure\n"
    )
    found = imports_from_outside(ast.parse(source), "skykeep.core.raid.loop")
    assert [name for _, name in found] == [
        "skykeep.rng",
        "skykeep.units",
        "skykeep.errors",
        "skykeep.rng",
        "skykeep.units",
        "skykeep.model",
    ]
    tree = ast.parse("from .. import rng\nfrom . import raid")
    package = imports_from_outside(tree, "skykeep.core", is_package=True)
    assert package == [(1, "skykeep.rng")]


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.py")), ids=lambda path: str(path.relative_to(SRC)))
def test_the_room_of_compiled_functions_takes_nothing_from_other_rooms(path):
    is_package = path.name == "__init__.py"
    module = ".".join((path.parent if is_package else path.with_suffix("")).relative_to(SRC).parts)
    assert imports_from_outside(tree_of(path), module, is_package=is_package) == []


def test_compiled_functions_live_in_core_only():
    assert len(KERNEL_FILES) > 10
    assert [path for path in KERNEL_FILES if not path.is_relative_to(SOURCES)] == []


def test_every_compiled_function_is_kept_under_the_digest_of_all_sources():
    own = [path for path in KERNEL_FILES if "cache=True" in path.read_text(encoding="utf-8")]
    assert own == []
