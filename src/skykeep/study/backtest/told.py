"""What the program's own back-test said, as shipped: the numbers that a brief and the guide tell alike."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["backtest_summary"]

FILE = Path(__file__).with_name("data") / "summary.toml"


@cache
def backtest_summary() -> Mapping[str, Any]:
    """Return how many tests the program failed of how many, and means of days: on record and predicted.

    Shares and widths are from 0 to 1; ``results_version``, ``seed``, ``worlds`` and ``replications`` say how
    it was made.
    """
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
