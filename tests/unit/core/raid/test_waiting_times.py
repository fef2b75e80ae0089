"""Times that somebody waits in a raid, and that stand in the program, are listed with what is assumed."""

import ast
import re
from pathlib import Path

import skykeep.core.raid

ROOM = Path(skykeep.core.raid.__file__).parent
PAGE = Path(__file__).parents[4] / "docs" / "reference" / "assumptions.md"
NUMERICS = {"LONG_AGO_S", "_LONG_AGO_S", "_STEP_S", "TIME_TOLERANCE_S"}
"""Not waited by anybody: before all time, a step of the hindsight, what counts as the same time."""


def waiting_times_s():
    """Return the times in seconds that are constants of the engagement kernel, by name."""
    found = {}
    for path in ROOM.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.UnaryOp):
                (name,) = (getattr(target, "id", "") for target in node.targets)
                if name.endswith("_S") and name not in NUMERICS:
                    assert name not in found
                    found[name] = float(ast.literal_eval(node.value))
    return found


def test_the_page_lists_every_time_that_is_waited_and_no_other():
    section = PAGE.read_text(encoding="utf-8").split("## Waiting times in a raid")[1].split("\n## ")[0]
    listed = re.findall(r"^\* `(\w+)`: (?:every )?([\d.]+) s ", section, re.MULTILINE)
    assert {name: float(value) for name, value in listed} == waiting_times_s()
