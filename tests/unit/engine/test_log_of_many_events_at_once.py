"""A log holds whatever happens at once: played interpreted, where bounds are checked.

Compiled, rows past the end of the log are written to memory of others.
"""

import os
import subprocess
import sys
from pathlib import Path

PLAY = """
import sys
sys.path.insert(0, sys.argv[1])
from small_cases import Threat, small_case
from skykeep.engine import replay_raid
threats = [Threat(step_s=50.0)] * 150
case = small_case(*threats, launcher={"rounds": 400})
for first_rows in sys.argv[2:]:
    print(replay_raid(case, 0, 0, first_rows=int(first_rows)).events.num_rows)
"""


def test_a_log_grows_before_a_single_event_fills_it():
    # 150 threats come into reach together: one event starts 150 engagements, 450 rows
    done = subprocess.run(
        [sys.executable, "-c", PLAY, str(Path(__file__).parent), "410", "1024"],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-300:]
    assert done.stdout.split() == ["1200", "1200"]
