"""Shared by all tests."""

from hypothesis import settings

from .examples import FAST, FULL


def pytest_configure(config):
    """Try properties on all their examples, unless what is slow is left out."""
    settings.load_profile(FAST if "not slow" in config.option.markexpr else FULL)
