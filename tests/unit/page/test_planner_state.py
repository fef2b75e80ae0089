"""The pure parts of the page that plans, by the tests beside its sources."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from skykeep.web.limits import BODY_BYTES

FRONTEND = Path(__file__).parents[3] / "frontend"


@pytest.mark.skipif(shutil.which("node") is None, reason="no node on the path: install Node 20")
@pytest.mark.skipif(not (FRONTEND / "node_modules").is_dir(), reason="no packages: run 'npm ci' in frontend")
def test_a_plan_is_changed_undone_linked_and_counted():
    done = subprocess.run(["node", "--test", "test/"], cwd=FRONTEND, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert "\n# pass 0\n" not in done.stdout


def test_the_page_sends_no_question_that_the_server_would_hang_up_on():
    line = (FRONTEND / "src" / "planner" / "line.ts").read_text(encoding="utf-8")
    assert int(re.search(r"QUESTION_BYTES = ([\d_]+);", line)[1]) == BODY_BYTES
