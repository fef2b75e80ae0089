"""The list of slow tests names files and tests that there are, each once, in order."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
LISTED = (ROOT / "tests" / "slow_tests.txt").read_text(encoding="utf-8").splitlines()


def test_every_listed_test_is_there():
    there: dict[str, set[str]] = {}
    for name in LISTED:
        path, _, function = name.partition("::")
        if path not in there:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            there[path] = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert not function or function in there[path], name


def test_the_list_is_in_order_without_repeats():
    assert sorted(set(LISTED)) == LISTED


def test_what_holds_results_to_the_byte_is_in_the_fast_suite():
    for name in (
        "tests/golden/",
        "test_the_interpreted_kernel_gives_the_same_bits",
        "bytes_do_not_depend_on_jobs_or",
    ):
        assert not any(name in listed for listed in LISTED)
