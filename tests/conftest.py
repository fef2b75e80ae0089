"""Shared by all tests."""

from skykeep.cli._kernel_cache import drop_stale_kernels


def pytest_configure():
    """Compile kernels anew where one of their sources has changed; numba alone would not notice."""
    drop_stale_kernels()
