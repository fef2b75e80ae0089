"""The ids that key the random draws: paths of names, never places in a list."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import pytest

from skykeep.catalogue import iter_figures, load_catalogue
from skykeep.model import fixed


def test_ids_are_paths_of_names():
    catalogue = load_catalogue()
    system = dict(iter_figures(catalogue.system("s-300pmu-2")))
    assert system["s-300pmu-2/radars/64n6e2/detection_range_m"].best == 300_000.0
    assert system["s-300pmu-2/command_post/reaction_s"].best == 9.0
    assert system["s-300pmu-2/launchers/main/rounds_per_launcher"].best == 4.0
    assert "s-300pmu-2/price_usd" in system
    assert "threats/srbm/rcs_m2" in dict(iter_figures(catalogue.threat("srbm")))
    common = dict(iter_figures(catalogue.conditions))
    assert "common/kill_p/srbm" in common
    assert "common/common_kill_p" in common


def test_no_two_figures_of_the_catalogue_share_an_id():
    ids = [figure_id for figure_id, _ in load_catalogue().figures()]
    assert len(ids) == len(set(ids))


def test_the_order_of_a_file_does_not_change_an_id():
    system = load_catalogue().system("patriot")
    reordered = dataclasses.replace(
        system,
        radars=system.radars[::-1],
        interceptors=system.interceptors[::-1],
        launchers=system.launchers[::-1],
    )
    assert dict(iter_figures(reordered)) == dict(iter_figures(system))


def test_taking_a_radar_away_leaves_the_ids_of_the_others():
    system = load_catalogue().system("s-300pmu-1")
    fewer = dataclasses.replace(system, radars=system.radars[1:])
    gone = {name for name, _ in iter_figures(system)} - {name for name, _ in iter_figures(fewer)}
    assert gone
    assert all(name.startswith("s-300pmu-1/radars/64n6e/") for name in gone)


def test_a_kill_figure_of_a_systems_own_carries_its_threat_class():
    system = load_catalogue().system("m-sam-ii")
    (missile,) = system.interceptors
    own = replace(system, interceptors=(replace(missile, kill_p={"srbm": fixed(0.5)}),))
    assert dict(iter_figures(own))["m-sam-ii/interceptors/m-sam-ii-round/kill_p/srbm"].best == 0.5


def test_what_has_no_figures_is_refused():
    with pytest.raises(TypeError, match="have figures, not StandardRaid"):
        list(iter_figures(load_catalogue().raid("mixed")))  # type: ignore[arg-type]
