"""Small files and short functions: the limits are where a reader loses the thread, most code is far below."""

import ast
import functools
from pathlib import Path

from .source_trees import tree_of

SRC = Path(__file__).parents[2] / "src" / "skykeep"

MODULE_LINES_MAX = 400
FUNCTION_LINES_MAX = 100
FUNCTION_LINES_USUAL = 45
PARAMETERS_USUAL = 7
LONG_ON_PURPOSE = {
    "advance": "the event loop: handing the whole raid to parts of it costs as much as an event",
    "start_raid": "as advance",
}
"""Kernels that pass the limit, each with its reason; see the decision on packed columns."""
SHARE_USUAL = 0.9
"""Share of functions that keep to the usual length and number of parameters."""


@functools.cache
def functions():
    """Return module, name, lines of code without the docstring, and parameters of every function."""
    found = []
    for path in sorted(SRC.rglob("*.py")):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
                lines = (node.end_lineno or 0) - body[0].lineno + 1
                arguments = len(node.args.posonlyargs + node.args.args + node.args.kwonlyargs)
                found.append((path.relative_to(SRC), node.name, lines, arguments))
    return found


def test_no_module_is_too_long_to_read_at_once():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SRC.rglob("*.py")}
    assert {str(path): lines for path, lines in lengths.items() if lines > MODULE_LINES_MAX} == {}


def test_no_function_is_too_long_and_nearly_all_are_short():
    found = functions()
    too_long = {name for _, name, lines, _ in found if lines > FUNCTION_LINES_MAX}
    assert too_long == set(LONG_ON_PURPOSE)
    long = [entry for entry in found if entry[2] > FUNCTION_LINES_USUAL]
    assert len(long) <= (1 - SHARE_USUAL) * len(found), long


def test_nearly_all_functions_take_few_parameters():
    found = functions()
    wide = [entry for entry in found if entry[3] > PARAMETERS_USUAL]
    assert len(wide) <= (1 - SHARE_USUAL) * len(found), wide
