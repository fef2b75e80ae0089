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
PLACES_MAX = 8
KERNEL_ROOM = "core/"
KERNEL_LINES_MAX = 60
KERNEL_COMPLEXITY_MAX = 12
SHARE_USUAL = 0.9
"""Share of functions that keep to the usual length and number of parameters."""


@functools.cache
def functions():
    """Return module, name, lines without the docstring, parameters and complexity of every function."""
    found = []
    for path in sorted(SRC.rglob("*.py")):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
                lines = (node.end_lineno or 0) - body[0].lineno + 1
                arguments = len(node.args.posonlyargs + node.args.args + node.args.kwonlyargs)
                found.append((path.relative_to(SRC), node.name, lines, arguments, complexity(body)))
    return found


def complexity(body):
    """Return McCabe's cyclomatic complexity of the statements of a function: one, and one for each branch.

    Conditional expressions count, ``and`` and ``or`` do not, nor do the branches of functions within.
    """
    branches = (
        ast.If | ast.IfExp | ast.For | ast.While | ast.ExceptHandler | ast.match_case | ast.comprehension
    )
    nodes, found = list(body), 1
    while nodes:
        node = nodes.pop()
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found += isinstance(node, branches)
            nodes += ast.iter_child_nodes(node)
    return found


def test_no_module_is_too_long_to_read_at_once():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SRC.rglob("*.py")}
    assert {str(path): lines for path, lines in lengths.items() if lines > MODULE_LINES_MAX} == {}


def test_no_function_is_too_long_and_nearly_all_are_short():
    found = functions()
    assert [entry for entry in found if entry[2] > FUNCTION_LINES_MAX] == []
    long = [entry for entry in found if entry[2] > FUNCTION_LINES_USUAL]
    assert len(long) <= (1 - SHARE_USUAL) * len(found), long


def long_calls(tree):
    """Return what is called with more arguments by place than a reader can tell apart, and how many."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [(ast.unparse(call.func), len(call.args)) for call in calls if len(call.args) > PLACES_MAX]


def test_calls_name_their_arguments_where_these_are_many():
    found = {path: long_calls(tree_of(path)) for path in SRC.rglob("*.py")}
    assert {str(path): calls for path, calls in found.items() if calls} == {}


def test_a_call_is_long_by_its_arguments_without_a_name():
    assert long_calls(ast.parse("f(1, 2, 3, 4, 5, 6, 7, 8, i=9)\ng(1, 2, 3, 4, 5, 6, 7, 8, 9)")) == [("g", 9)]


def test_nearly_all_functions_take_few_parameters():
    found = functions()
    wide = [entry for entry in found if entry[3] > PARAMETERS_USUAL]
    assert len(wide) <= (1 - SHARE_USUAL) * len(found), wide


def test_complexity_counts_every_branch():
    source = (
        "if a and b:\n    pass\nelif c:\n    pass\nelse:\n    for x in y:\n"
        "        while z:\n            pass\n"
        "try:\n    d = 1 if e else 2\nexcept ValueError:\n    d = [f for f in g]\n"
        "match h:\n    case 1:\n        pass\n    case _:\n        pass\n"
        "def inner():\n    if i:\n        pass\n"
    )
    assert complexity(ast.parse(source).body) == 10


def test_no_function_of_core_is_long_or_has_many_branches():
    found = [entry for entry in functions() if entry[0].as_posix().startswith(KERNEL_ROOM)]
    assert len(found) > 500
    assert [entry for entry in found if entry[2] > KERNEL_LINES_MAX] == []
    assert [entry for entry in found if entry[4] > KERNEL_COMPLEXITY_MAX] == []
