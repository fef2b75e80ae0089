"""What was stopped, threat by threat, is the count that the kernel keeps of each raid."""

from pathlib import Path

from skykeep.catalogue import load_catalogue
from skykeep.compiler.scenario import compile_scenario
from skykeep.engine import Worker, real_threats, threats_stopped
from skykeep.scenario.file import read_scenario

GOLDEN = Path(__file__).parents[2] / "golden" / "small-mixed.toml"


def test_threats_that_are_stopped_are_those_that_the_raid_counts():
    catalogue = load_catalogue(None)
    scenario = read_scenario(GOLDEN, catalogue=catalogue)
    case = compile_scenario(scenario, catalogue).case
    batch = Worker(case).run(0, 3, 4)
    stopped = threats_stopped(case, batch)
    assert (stopped.sum(axis=1) == batch.results.raids["killed"]).all()
    assert stopped.any()
    assert not stopped[:, ~real_threats(case.threats)].any()
