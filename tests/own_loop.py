"""Coroutines in tests: a sync Playwright of another test leaves a loop running in the thread of the tests."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

__all__ = ["run_in_own_loop"]


def run_in_own_loop(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Return what a coroutine returns, run to its end by a loop in a thread of its own."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
