"""One scenario that asks for everything there is: its raids are the same whoever plays them, and however."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.scenario import compile_scenario
from skykeep.engine import run_worlds
from skykeep.engine.replay import play_raid
from skykeep.scenario.file import parse_scenario

RAIDS = 3
EVERYTHING = """
schema_version = 1
name = "everything"
aim = "city"
first_bearing_deg = 270
launch_on_remote = ["east"]
[doctrine]
policy = "marginal"
[command]
period_s = 3
look_ahead_s = 10
autonomous_after_s = 60
[[assets]]
id = "city"
name = "City"
lat_deg = 33.0
lon_deg = 44.0
value = 5
[[fire_units]]
id = "unit"
system = "s-300pmu-2"
lat_deg = 33.0
lon_deg = 44.0
[fire_units.offset]
distance_km = 2
bearing_deg = 30
[fire_units.alternate]
lat_deg = 33.05
lon_deg = 44.05
road_km = 8
[fire_units.doctrine]
reserve_rounds = 2
last_chance_rounds = 2
[[fire_units]]
id = "near"
system = "pantsir-s1"
lat_deg = 33.01
lon_deg = 44.0
[[fire_units]]
id = "east"
system = "m-sam-ii"
lat_deg = 33.0
lon_deg = 44.05
[supply]
transloaders = 2
loads_at_hand = 1
depot_loads = 2
depot_km = 5
[upkeep]
repair = true
spares = 1
failures = true
[[outside_eyes]]
id = "aircraft"
system = "airborne-early-warning"
lat_deg = 33.0
lon_deg = 44.0
alt_msl_m = 9000
tells = "unit"
link = { latency_s = 4, loss_p = 0.1 }
[outside_eyes.orbit]
length_km = 100
period_s = 400
[[outside_eyes]]
id = "north"
passive = "esm"
lat_deg = 33.5
lon_deg = 43.7
tells = "unit"
link = { latency_s = 0, loss_p = 0, report_s = 0 }
[[outside_eyes]]
id = "south"
passive = "esm"
lat_deg = 32.5
lon_deg = 43.7
tells = "unit"
link = { latency_s = 0, loss_p = 0, report_s = 0 }
[[emission_control]]
mode = "on_cue"
radars = ["unit/30n6e2", "unit/76n6"]
switch_on_s = 20
[degraded_modes]
search_range_share = 0.5
switch_on_s = 30
[radar_life]
track_capacity = true
dwell = true
[radar_effects]
multipath = true
clutter = true
notch = true
self_screening = true
land_cover = "desert"
[[jammers]]
id = "west"
kind = "stand-off"
alt_msl_m = 9000
bearing_deg = 280
distance_km = 200
sector_deg = 60
end_s = 200
[terrain]
source = "flat"
[refraction]
k = 1.3333333333333333
[conditions]
drawn = true
classification = true
identification = true
[raid]
name = "several"
[[raid.groups]]
threat_class = "cruise-missile"
count = 8
speed_mps = 240
standoff_km = 200
spacing_s = 8
waves = 2
wave_interval_min = 4
wave_law = "exponential"
[[raid.groups]]
threat_class = "emitter-seeking-weapon"
count = 2
speed_mps = 900
alt_msl_m = 15000
standoff_km = 120
aim = "searching_radar"
[[raid.groups]]
threat_class = "decoy-air-launched"
count = 2
speed_mps = 240
alt_msl_m = 6000
standoff_km = 150
[study]
worlds = 3
replications = 3
"""


@pytest.fixture(scope="module")
def case():
    """Give the compiled scenario."""
    catalogue = load_catalogue()
    scenario = parse_scenario(EVERYTHING, path=Path("everything.toml"), catalogue=catalogue)
    return compile_scenario(scenario, catalogue).case


@pytest.fixture(scope="module")
def together(case):
    """Give the results of three raids in each of three worlds, played in one go."""
    return run_worlds(case, 0, 3, replications=RAIDS).results


def test_everything_is_on(case, together):
    assert all(table is not None for table in (case.effects, case.duties, case.wear, case.recognition))
    assert case.raid_kill_p is not None
    assert (case.units["assigner"] >= 0).all()
    assert not case.doctrine["without_rules"][0, 0].all()
    assert case.threats["wave"].max() == 1
    assert case.threats["decoy"].any()
    assert len({row.tobytes() for row in together.threats}) > 1
    assert together.rounds_fired.sum() > 0


def test_its_raids_do_not_depend_on_who_plays_them(case, together):
    parts = [run_worlds(case, first, end, replications=RAIDS).results for first, end in ((0, 2), (2, 3))]
    for name, table in together._asdict().items():
        assert b"".join(getattr(part, name).tobytes() for part in parts) == table.tobytes(), name
    for world in range(3):
        alone = play_raid(case, world, RAIDS - 1).results
        assert alone.threats[0].tobytes() == together.threats[RAIDS * world + RAIDS - 1].tobytes()


def test_every_raid_keeps_its_balances(together):
    raids = together.raids
    fired = together.rounds_fired.sum(axis=1)
    assert (fired + raids["rounds_left"] + raids["rounds_lost"] == raids["rounds_loaded"]).all()
    assert (together.ledger.sum(axis=1) == raids["leakers"]).all()


_WITHOUT_JIT = """
import pickle, sys
from numba.core import config
from skykeep.engine import run_worlds
assert config.DISABLE_JIT
found = run_worlds(pickle.load(sys.stdin.buffer), 0, 1, replications=1).results
pickle.dump({name: table.tobytes() for name, table in found._asdict().items()}, sys.stdout.buffer)
"""


def test_the_interpreted_kernel_gives_the_same_bits_of_it(case):
    done = subprocess.run(
        [sys.executable, "-W", "ignore::RuntimeWarning", "-c", _WITHOUT_JIT],  # hashes wrap round
        input=pickle.dumps(case),
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        check=True,
        capture_output=True,
    )
    stored = pickle.loads(done.stdout)
    for name, table in run_worlds(case, 0, 1, replications=1).results._asdict().items():
        assert stored[name] == table.tobytes(), name
