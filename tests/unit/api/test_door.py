"""``import skykeep`` is a door: light to import, complete, and the same for people, editors and mypy."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import skykeep
from skykeep._door import PLACES

ROOT = Path(__file__).parents[3]
SOURCE = Path(skykeep.__file__)


def names_for_type_checkers():
    """Return the public names that the block for type checkers imports."""
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    return {alias.asname or alias.name for node in block.body for alias in node.names}


def loaded_by(statement):
    """Return the modules that a fresh interpreter has loaded after a statement."""
    program = f"import sys; {statement}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_else_of_it_and_nothing_heavy():
    loaded = loaded_by("import skykeep")
    assert {name for name in loaded if name.startswith("skykeep")} == {
        "skykeep",
        "skykeep._door",
        "skykeep._version",
        "skykeep.errors",
    }
    heavy = {"numpy", "numba", "pyarrow", "pydantic", "scipy", "rich", "typer", "pandas", "polars"}
    assert not loaded & heavy


def test_the_door_the_list_of_names_and_the_block_for_type_checkers_agree():
    own = {"__version__", "__dir__", "__getattr__"}
    assert set(skykeep.__all__) - own == set(PLACES) == names_for_type_checkers()


def test_every_name_of_the_door_is_there_and_described():
    for name in PLACES:
        found = getattr(skykeep, name)
        assert callable(found)
        assert (inspect.getdoc(found) or "").strip(), name
    assert set(PLACES) <= set(dir(skykeep))


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(AttributeError, match=r"has no attribute 'covrage'\. Did you mean 'coverage'"):
        _ = skykeep.covrage


@pytest.mark.slow
@pytest.mark.parametrize(
    "before", ["pass", "from skykeep.coverage import Question", "import skykeep.coverage.compute"]
)
def test_a_room_with_the_name_of_a_function_is_both_whatever_was_imported_first(before):
    program = (
        f"import skykeep; {before}; from skykeep import coverage; from skykeep.coverage import Site; "
        "import inspect; print(callable(coverage), skykeep.coverage is coverage, "
        "list(inspect.signature(coverage).parameters)[:3])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "True True ['scenario', 'system', 'site']\n"


@pytest.mark.slow
def test_type_checkers_see_the_types_of_results(tmp_path):
    (tmp_path / "uses.py").write_text(
        "import skykeep\n"
        "from skykeep.coverage import Question\n"
        "found = skykeep.run('x', worlds=2)\n"
        "reveal_type(found.leakers.ignorance_90)\n"
        "reveal_type(skykeep.coverage(system='x', site='y'))\n"
        "skykeep.run('x', wolds=2)\n"
    )
    # beside the sources, as the lint before the tests checked them: what that found out is kept
    command = [sys.executable, "-m", "mypy", "src", str(tmp_path / "uses.py")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (Path(skykeep.__file__).parent / "py.typed").exists()
    assert 'Revealed type is "tuple[float, float] | None"' in done.stdout
    assert 'Revealed type is "skykeep.api.coverages.Coverage"' in done.stdout
    assert 'Unexpected keyword argument "wolds"' in done.stdout
