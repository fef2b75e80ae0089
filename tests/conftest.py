"""Shared by all tests."""

from hypothesis import settings

from skykeep.cli._kernel_cache import drop_stale_kernels

settings.register_profile("skykeep", deadline=None)  # the first example may have to compile a kernel
settings.load_profile("skykeep")


def pytest_configure():
    """Compile kernels anew where one of their sources has changed; numba alone would not notice."""
    drop_stale_kernels()
