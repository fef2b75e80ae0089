"""What all studies of a process share: ground, paths and sight of a place, made once."""

import os
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler import kept_numbers, sites
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.scenario import compile_scenario
from skykeep.errors import TerrainError
from skykeep.scenario.file import read_scenario
from skykeep.terrain import flat_ground

ROOT = Path(__file__).parents[3]
ROWS = 1201


@pytest.fixture
def tile(tmp_path):
    def write(alt_m):
        file = tmp_path / "tiles" / "N33E044.hgt"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(np.full((ROWS, ROWS), alt_m, dtype=">i2").tobytes())
        return file

    return write


def height_m(cache, folder):
    ground = cache.terrain(str(folder), 33.5, 44.5, 10_000.0)
    return float(ground.sample(np.array([33.5]), np.array([44.5]))[0])


def test_a_second_study_of_a_place_lays_no_path_anew(monkeypatch):
    laid = []
    lay = sites.build_path_bank

    def counted(*args):
        laid.append(args)
        return lay(*args)

    monkeypatch.setattr(sites, "build_path_bank", counted)
    scenario, catalogue = read_scenario(ROOT / "scenarios/two-sites.toml"), load_catalogue()
    compile_scenario(scenario, catalogue, cache=CompileCache())
    assert len(laid) == 1
    compile_scenario(scenario, catalogue)
    compile_scenario(scenario, catalogue)
    assert len(laid) <= 2


def test_another_process_looks_at_no_terrain_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_numbers, "_folder", lambda: tmp_path)
    scenario, catalogue = read_scenario(ROOT / "scenarios/two-sites.toml"), load_catalogue()
    first = compile_scenario(scenario, catalogue, cache=CompileCache())
    assert len(list(tmp_path.iterdir())) >= len(first.case.sights)

    def refuse(*_args, **_named):
        raise AssertionError("looked anew")

    monkeypatch.setattr(sites, "site_sight", refuse)
    monkeypatch.setattr(sites, "find_hollow", refuse)
    again = compile_scenario(scenario, catalogue, cache=CompileCache())
    assert np.array_equal(first.case.sights, again.case.sights)
    assert np.array_equal(first.case.first_sight, again.case.first_sight)
    assert first.warnings == again.warnings
    with pytest.raises(AssertionError, match="looked anew"):
        compile_scenario(scenario, catalogue, cache=CompileCache(), terrain=flat_ground())


def test_files_that_have_changed_are_read_again(tile):
    cache = CompileCache()
    file = tile(100)
    assert height_m(cache, file.parent) == pytest.approx(100.0)
    assert cache.terrain(str(file.parent), 33.5, 44.5, 10_000.0) is cache.terrain(
        str(file.parent), 33.5, 44.5, 10_000.0
    )
    tile(700)
    os.utime(file, ns=(1, 1))
    assert height_m(cache, file.parent) == pytest.approx(700.0)


def test_ground_that_is_not_there_is_refused_each_time(tmp_path):
    cache = CompileCache()
    for _ in range(2):
        with pytest.raises(TerrainError, match="nowhere"):
            cache.terrain(str(tmp_path / "nowhere"), 33.5, 44.5, 10_000.0)


def test_what_cannot_be_made_leaves_no_lock_behind():
    cache = CompileCache()

    def fail():
        raise TerrainError("no ground")

    with pytest.raises(TerrainError, match="no ground"):
        cache.get("ground", "here", fail)
    assert not cache._making
    assert cache.get("ground", "here", lambda: 1) == 1
