"""What is lost from the start: a scenario says it, rows are out of action, and the rest keeps its luck."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.compiler.losses import without
from skykeep.compiler.scenario import compile_scenario
from skykeep.core.raid.vocabulary.reasons import REASON_NAMES
from skykeep.engine import run_worlds
from skykeep.errors import CompileError, ScenarioError
from skykeep.model import Asset, FireUnitSite, Scenario, Study, TerrainChoice
from skykeep.model.formation import FormationSite
from skykeep.scenario.file import parse_scenario
from skykeep.scenario.nodes import CUEING, HALF_READY, scenario_nodes
from skykeep.scenario.plain import plain_scenario, scenario_of_plain

CATALOGUE = load_catalogue()
PLACE = {"lat_deg": 33.34058, "lon_deg": 44.40088}
SCENARIO = Scenario(
    id="case",
    name="case",
    assets=(Asset(id="baghdad", name="Baghdad", **PLACE),),
    fire_units=(FireUnitSite(id="b1", system="s-300pmu-2", **PLACE),),
    raid=CATALOGUE.raids["cruise-24-one-axis"],
    aim="baghdad",
    first_bearing_deg=30.0,
    terrain=TerrainChoice(source="flat"),
    study=Study(worlds=6, replications=3),
)


@pytest.fixture(scope="module")
def compiled():
    """Give the compiled scenario with nothing lost."""
    return compile_scenario(SCENARIO, CATALOGUE)


@pytest.fixture(scope="module")
def played(compiled):
    """Give a function that plays the scenario without some nodes."""

    def _played(*lost):
        case = without(compiled.case, compiled.loss_rows, lost)
        return run_worlds(case, 0, SCENARIO.study.worlds, replications=SCENARIO.study.replications)

    return _played


def reasons(batch):
    """Return the reasons for which threats of a batch leaked."""
    return {name for name, count in zip(REASON_NAMES, batch.results.ledger.sum(axis=0), strict=True) if count}


def test_nothing_lost_is_the_case_as_it_was(compiled, played):
    whole = run_worlds(compiled.case, 0, 6, replications=3)
    for name in whole.results._fields:
        np.testing.assert_array_equal(getattr(played().results, name), getattr(whole.results, name))


def test_without_the_fire_unit_every_threat_arrives_for_the_unit_is_lost(played):
    batch = played("b1")
    assert np.all(batch.leakers == 24)
    assert reasons(batch) == {"unit_lost"}
    assert not batch.results.rounds_fired.any()


def test_without_its_engagement_radar_a_unit_has_tracks_and_no_channel(played):
    batch = played("b1/30n6e2")
    assert np.all(batch.leakers == 24)
    # those that no operator took up in time come too late for a channel too
    late = {"seen_too_late", "no_operator"}
    assert "no_channel" in reasons(batch) <= {"no_channel", "not_tracked_by_luck", *late}
    assert np.isfinite(batch.results.threats["confirmed_s"]).any()


def test_without_any_searching_radar_nothing_is_tracked(played):
    batch = played("b1/64n6e2", "b1/76n6")
    assert np.all(np.isinf(batch.results.threats["confirmed_s"]))
    assert reasons(batch) <= {"not_detected", "not_tracked_by_luck", "never_in_sight"}


def test_without_one_searching_radar_no_track_is_earlier_and_luck_stays(played):
    whole, less = played().results.threats, played("b1/76n6").results.threats
    assert np.all(less["confirmed_s"] >= whole["confirmed_s"])
    assert np.any(less["confirmed_s"] > whole["confirmed_s"])
    np.testing.assert_array_equal(less["start_s"], whole["start_s"])


def test_a_lost_launcher_is_not_there_and_all_others_are(compiled, played):
    rows = compiled.loss_rows
    before, after = (
        case["present"].sum(axis=1)
        for case in (compiled.case.launchers, without(compiled.case, rows, ["b1/main/0"]).launchers)
    )
    np.testing.assert_array_equal(before - after, 1)
    none = played("b1/main").results
    assert np.all(none.raids["rounds_loaded"] == 0)
    assert not none.rounds_fired.any()


def test_a_unit_without_the_link_to_its_post_keeps_its_launchers_and_those_without_theirs_are_not_there():
    post = FormationSite(id="post", formation="s-300pmu-2-regiment", **PLACE)
    under = replace(SCENARIO.fire_units[0], under="post")
    compiled = compile_scenario(replace(SCENARIO, fire_units=(under,), formations=(post,)), CATALOGUE)
    for node, launchers, links in (("b1/link", True, True), ("b1/main/link", False, False)):
        case = without(compiled.case, compiled.loss_rows, (node,))
        stay = compiled.case.launchers["present"] & launchers
        assert np.array_equal(case.launchers["present"], stay)
        assert (case.links["loss_p"] == 1.0).all() == links


def test_half_of_the_ready_launchers_are_ready_with_half_the_chance(compiled):
    rows = compiled.loss_rows
    before, after = compiled.case.chances, without(compiled.case, rows, [HALF_READY]).chances
    for name in ("low", "best", "high"):
        np.testing.assert_allclose(
            after[f"launchers_ready_{name}"], 0.5 * before[f"launchers_ready_{name}"], rtol=1e-15
        )


def test_without_cueing_no_raid_is_cued(compiled):
    chances = without(compiled.case, compiled.loss_rows, [CUEING]).chances
    assert np.all(compiled.case.chances["cued"] > 0.0)
    assert np.all(chances["cued"] == 0.0)


def test_losses_of_a_scenario_are_compiled_into_it(played):
    lost = compile_scenario(replace(SCENARIO, lost=("b1/76n6", "b1/main/0")), CATALOGUE)
    found = run_worlds(lost.case, 0, 6, replications=3)
    np.testing.assert_array_equal(found.leakers, played("b1/main/0", "b1/76n6").leakers)
    assert lost.units[0].ready_rounds[0] < compile_scenario(SCENARIO, CATALOGUE).units[0].ready_rounds[0]


@pytest.mark.parametrize(
    "system", sorted(name for name, each in CATALOGUE.systems.items() if each.can_engage)
)
def test_every_row_of_every_system_belongs_to_a_node_and_every_node_has_rows(system):
    scenario = replace(
        SCENARIO, fire_units=(FireUnitSite(id="u", system=system, **PLACE),), study=Study(worlds=1)
    )
    rows = compile_scenario(scenario, CATALOGUE).loss_rows
    nodes = scenario_nodes(scenario.fire_units, CATALOGUE, scenario.formations)
    by_kind = {node.id: node.kind for node in nodes}
    for name, kind in by_kind.items():
        if kind in ("cueing", "readiness"):
            continue
        found = [rows.sensors_of(name), rows.units_of(name), rows.launchers_of(name)]
        assert any(found), name
        assert bool(found[1]) == (kind in ("fire unit", "engagement set", "engagement radar")), name
    assert set(rows.launchers) <= set(by_kind)
    assert {name for name, _ in rows.units} <= set(by_kind)
    assert set(rows.sensors) <= set(by_kind)


def test_an_engagement_set_is_lost_without_the_others():
    scenario = replace(SCENARIO, fire_units=(FireUnitSite(id="u", system="pantsir-s1", **PLACE),))
    rows = compile_scenario(scenario, CATALOGUE).loss_rows
    assert rows.units_of("u") == list(range(6))
    assert rows.units_of("u/2") == [2]
    assert {rows.launchers[row].split("/")[1] for row in rows.launchers_of("u/2")} == {"2"}


def test_a_node_that_there_is_not_is_refused_with_the_nearest():
    with pytest.raises(CompileError, match=r"lost: given 'b1/76n7', .* Did you mean 'b1/76n6'\?"):
        compile_scenario(replace(SCENARIO, lost=("b1/76n7",)), CATALOGUE)


FILE = """
schema_version = 1
name = "plain"
aim = "town"
lost = {lost}
[[assets]]
id = "town"
name = "Town"
lat_deg = 33.0
lon_deg = 44.0
[[fire_units]]
id = "b1"
system = "s-300pmu-2"
lat_deg = 33.0
lon_deg = 44.0
mast_m = 20
[raid]
standard = "cruise-24-one-axis"
"""


def test_a_file_says_what_is_lost_and_plain_tables_keep_it():
    read = parse_scenario(
        FILE.format(lost='["b1/64n6e2", "b1/main/0"]'), path=Path("mine.toml"), catalogue=CATALOGUE
    )
    assert read.lost == ("b1/64n6e2", "b1/main/0")
    assert scenario_of_plain(plain_scenario(read, CATALOGUE), CATALOGUE, label="plain") == read


@pytest.mark.parametrize(
    ("lost", "message"),
    [
        ('["b1/64n6e"]', r"lost\[0\]: given 'b1/64n6e', .* Did you mean 'b1/64n6e2'\?"),
        ('["b2"]', r"lost\[0\]: given 'b2', .* There are: b1, b1/64n6e2"),
        ('["b1", "b1"]', r"lost\[1\]: 'b1' stands twice"),
        ('"b1"', r"lost: given 'b1', must be an array"),
        ("[1]", r"lost\[0\]: given 1, must be text"),
    ],
)
def test_a_file_that_loses_what_there_is_not_is_refused(lost, message):
    with pytest.raises(ScenarioError, match=message):
        parse_scenario(FILE.format(lost=lost), path=Path("mine.toml"), catalogue=CATALOGUE)
