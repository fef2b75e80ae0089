"""Shared by all tests."""

import signal
from pathlib import Path

import pytest
from hypothesis import settings
from numba import config as numba_config

from .examples import FAST, FULL, HUNT

SLOW = Path(__file__).with_name("slow_tests.txt")
"""Files and tests that take more than a quarter of a CPU second each, what they share included: the full
suite plays them, the fast one does not."""


def pytest_configure(config):
    """Try properties on all their examples, unless what is slow is left out."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a shell began the tests in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("--hypothesis-profile", default=None) == HUNT:
        settings.load_profile(HUNT)
    else:
        settings.load_profile(FAST if "not slow" in config.option.markexpr else FULL)


def pytest_collection_modifyitems(config, items):
    """Mark the tests of the list as slow, beside those that say so themselves, and let their files begin:
    two processes that share the files then end at about the same time. The hunt for planted faults has an
    order of its own, the quickest first, and ends with the first that fails. Skip what asks for compiled
    kernels where nothing is compiled."""
    for item in items if numba_config.DISABLE_JIT else ():
        if item.get_closest_marker("compiled"):
            item.add_marker(pytest.mark.skip(reason="nothing is compiled with NUMBA_DISABLE_JIT=1"))
    listed = set(SLOW.read_text(encoding="utf-8").split())
    for item in items:
        test = item.nodeid.partition("[")[0]
        if test in listed or test.partition("::")[0] in listed:
            item.add_marker(pytest.mark.slow)
    if config.getoption("--hypothesis-profile", default=None) != HUNT:
        begin = {item.path for item in items if item.get_closest_marker("slow")}
        items.sort(key=lambda item: item.path not in begin)
