"""Shared by all tests."""

from hypothesis import settings

settings.register_profile("skykeep", deadline=None)  # the first example may have to compile a kernel
settings.load_profile("skykeep")
