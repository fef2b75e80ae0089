"""What several tests of the catalogue share."""

from __future__ import annotations

import shutil

import pytest

from skykeep.catalogue import load_catalogue, loader
from skykeep.catalogue.fields import DATA


def read_anew():
    """Return the shipped catalogue as its files are now."""
    loader._shipped_shelf.cache_clear()
    loader._shipped.cache_clear()
    return load_catalogue()


@pytest.fixture
def shipped_copy(tmp_path, monkeypatch):
    """Return a folder with the shipped files, which take their place, and how to read them anew."""
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    with monkeypatch.context() as patched:
        patched.setattr(loader, "DATA", folder)
        yield folder, read_anew
    read_anew()
