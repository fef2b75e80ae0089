"""Every shipped scenario fits into memory with all the worlds that it asks for, not only with the few of
other tests: places that are drawn multiply its paths."""

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler import scenario as compiling
from skykeep.scenario.file import read_scenario, shipped_scenarios
from skykeep.study.jamming import jammed

SCENARIOS = shipped_scenarios()


class LaidOutError(Exception):
    """The raid is laid out; what is seen of it would come next, and takes long."""


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_shipped_scenario_is_laid_out_with_all_its_worlds_also_under_other_jamming(name, monkeypatch):
    def stop(*_args, **_kwargs):
        raise LaidOutError

    monkeypatch.setattr(compiling, "look_from_sites", stop)
    catalogue = load_catalogue()
    scenario = read_scenario(SCENARIOS[name], catalogue=catalogue)
    for each in (scenario, *jammed(scenario, catalogue).values()):
        with pytest.raises(LaidOutError):
            compiling.compile_scenario(each, catalogue)
