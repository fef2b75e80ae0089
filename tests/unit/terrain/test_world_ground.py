"""GLOBE from 0 to 50 N and 0 to 90 E, out of the data of another package."""

import sys

import numpy as np
import pytest

from skykeep.errors import TerrainError
from skykeep.terrain import choose_terrain, world
from skykeep.terrain.world import read_globe_tile, world_terrain


@pytest.fixture(autouse=True)
def _forget():
    world_terrain.cache_clear()
    yield
    world_terrain.cache_clear()


def test_without_the_package_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setattr(world, "PACKAGE", "no_such_package_of_elevation")
    with pytest.raises(TerrainError, match=r"needs the world extra: pip install 'skykeep\[world\]'"):
        choose_terrain("world")


def test_its_data_is_found_beside_its_code_which_does_not_run(tmp_path, monkeypatch):
    package = tmp_path / "globe_carrier"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('this must not run')")
    np.savez_compressed(package / "g10g.npz", np.arange(12, dtype=np.int16).reshape(3, 4))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(world, "PACKAGE", "globe_carrier")
    monkeypatch.setattr(world, "ROWS", 3)
    monkeypatch.setattr(world, "COLS", 4)
    ground = choose_terrain("world")
    assert "globe_carrier" not in sys.modules
    assert ground.sample(50.0, 0.0) == 0.0
    assert ground.sample(50.0 - 1 / 120, 2 / 120) == 6.0
    assert (ground.north_deg, ground.west_deg) == (50.0, 0.0)
    assert any("read 0 m" in caution for caution in ground.cautions)


def test_data_of_another_layout_is_refused(tmp_path):
    np.savez(tmp_path / "g10g.npz", np.zeros((3, 4), np.float32))
    with pytest.raises(TerrainError, match=r"must be \(3, 4\) whole metres"):
        read_globe_tile(tmp_path / "g10g.npz", (3, 4))
    (tmp_path / "torn.npz").write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(TerrainError, match="cannot be read as GLOBE data"):
        read_globe_tile(tmp_path / "torn.npz", (3, 4))
