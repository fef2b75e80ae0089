"""What a user waits for: the first result of ``skykeep run`` with an empty and with a warm kernel cache."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

SCENARIO = "iraq-baghdad-s300pmu2-cruise"
EMPTY_GOAL_S, WARM_GOAL_S = 12.0, 3.0


def run_once(cache, folder):
    """Return the seconds of a small run in a process of its own, with its own kernel cache."""
    command = [sys.executable, "-m", "skykeep", "run", SCENARIO, "--worlds", "25", "--replications", "4"]
    began = time.perf_counter()
    subprocess.run(
        [*command, "--out", str(folder), "--quiet"],
        check=True,
        capture_output=True,
        env={**os.environ, "NUMBA_CACHE_DIR": str(cache)},
    )
    return time.perf_counter() - began


@pytest.mark.benchmark(group="first result")
def test_first_result_with_an_empty_and_a_warm_cache(benchmark, tmp_path):
    empty_s = run_once(tmp_path / "cache", tmp_path / "first")
    warm_s = min(
        benchmark.pedantic(run_once, (tmp_path / "cache", tmp_path / "second"), rounds=1),
        run_once(tmp_path / "cache", tmp_path / "third"),
    )
    print(
        f"\nfirst result: empty cache {empty_s:.1f} s (goal {EMPTY_GOAL_S:.0f}), "
        f"warm {warm_s:.1f} s (goal {WARM_GOAL_S:.0f})"
    )
    assert warm_s < empty_s
