"""The same code gives the same plans, compiled or not."""

import json
import os
import subprocess
import sys

import pytest

PROGRAM = """
import json
import numpy as np
from skykeep.core.command.policies.instance import Instance
from skykeep.core.command.policies.table import POLICIES, Rule
from skykeep.core.command.policies import rolling
rolling.PLAYS, rolling._TRIALS = 20, 5
found = []
for seed in range(2):
    luck = np.random.default_rng(seed)
    instance = Instance(luck.random((4, 5)), luck.integers(1, 20, 5).astype(float), luck.integers(1, 3, 4), 3)
    for name, policy in POLICIES.items():
        answer = policy.answer(instance, Rule(2, 1))
        found.append([name, answer.plan.tolist(), round(answer.surviving, 9), round(answer.lower or 0.0, 6)])
print(json.dumps(found))
"""


def answers(**switches):
    """Return what every policy answers in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=os.environ | switches
    )
    return json.loads(done.stdout)


@pytest.mark.slow
def test_interpreted_policies_give_the_plans_of_compiled_ones():
    assert answers(NUMBA_DISABLE_JIT="1") == answers()
