"""What is validated from outside refuses unknown keys; pydantic would otherwise drop a misspelt one."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

import skykeep
from skykeep.cli._guard import EXTRA_OF_MODULE

from .source_trees import tree_of

SRC = Path(__file__).parents[2] / "src" / "skykeep"


def modules():
    """Return every module of the package, imported; what needs an extra that is not installed is left out."""
    names = [info.name for info in pkgutil.walk_packages(skykeep.__path__, "skykeep.")]
    found = [imported(name) for name in names if not name.endswith("__main__")]
    return [module for module in found if module is not None]


def imported(name):
    """Return a module, None where it needs an extra that is not installed."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in EXTRA_OF_MODULE:
            raise
        return None


@pytest.fixture(scope="module")
def validated_classes():
    """Return every pydantic model and dataclass that the package defines, by name."""
    found = {}
    for module in modules():
        for value in vars(module).values():
            ours = isinstance(value, type) and value.__module__ == module.__name__
            if ours and "__pydantic_fields__" in vars(value):
                found[value.__name__] = value
    return found


def configuration(cls):
    """Return the pydantic configuration of a model or dataclass."""
    return getattr(cls, "__pydantic_config__", None) or getattr(cls, "model_config", {})


def test_every_validated_class_forbids_unknown_keys(validated_classes):
    assert "ScenarioTable" in validated_classes
    lax = [name for name, cls in validated_classes.items() if configuration(cls).get("extra") != "forbid"]
    assert lax == []


def adapted_names(tree):
    """Yield the names inside every ``TypeAdapter(...)`` of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "TypeAdapter":
            for argument in node.args:
                yield from (name.id for name in ast.walk(argument) if isinstance(name, ast.Name))


def test_every_adapter_is_over_a_class_that_forbids_unknown_keys(validated_classes):
    trees = [tree_of(path) for path in sorted(SRC.rglob("*.py"))]
    adapted = {name for tree in trees for name in adapted_names(tree)}
    assert "ScenarioTable" in adapted
    assert adapted <= set(validated_classes)
