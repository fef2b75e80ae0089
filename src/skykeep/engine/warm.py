"""Compiles every kernel of raids into the cache: ``python -m skykeep.engine.warm``."""

from __future__ import annotations

import numpy as np

from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case

from .batch import run_worlds

__all__ = ["compile_kernels"]


def compile_kernels() -> None:
    """Play one raid of one threat: whatever is not in the cache of compiled code is there afterwards."""
    moments_s = np.zeros((1, 1))
    raid = AbstractRaid(threats=1, range_m=1e4, speed_mps=250.0, start_s=moments_s, ready_s=moments_s)
    defence = AbstractDefence(launchers=1, rounds_per_launcher=1, kill_p=0.5)
    run_worlds(abstract_case(defence, raid, seed=0), 0, 1, replications=1)


if __name__ == "__main__":
    compile_kernels()
