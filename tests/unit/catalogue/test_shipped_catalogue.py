"""The shipped figures: each has a source or says that it is assumed, and the whole systems are whole."""

from __future__ import annotations

import dataclasses
import math
import re
import typing

import pytest

from skykeep import model
from skykeep.catalogue import Catalogue, favours, iter_figures, load_catalogue
from skykeep.catalogue.cost_rules import load_cost_rules
from skykeep.catalogue.records import load_records
from skykeep.errors import CatalogueError
from skykeep.model import Figure

SYSTEMS = (
    *("s-300pmu-1", "s-300pmu-2", "s-300vm", "s-300v4", "s-400", "bavar-373", "hq-9b", "patriot", "samp-t"),
    *("samp-t-ng", "nasams", "iris-t-slm", "barak-8", "m-sam-ii", "buk-m2", "buk-m3", "pantsir-s1", "tor-m2"),
)
RAIDS = {
    "cruise-24-one-axis": 24,
    "cruise-24-three-axes": 24,
    "uav-40": 40,
    "srbm-8": 8,
    "mixed": 38,
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def origins(figure: Figure):
    """Yield kind, sources and note of a figure and of each of its claims."""
    yield figure.kind, figure.sources, figure.note
    for claim in figure.alternatives:
        yield claim.kind, claim.sources, claim.note


def test_every_number_has_a_source_or_is_assumed_with_a_reason(catalogue):
    for figure_id, figure in catalogue.figures():
        for kind, sources, note in origins(figure):
            assert sources or (kind == "assumed" and note), figure_id
            if kind in ("assumed", "derived"):
                assert note, figure_id


def test_every_named_source_exists_and_every_source_is_named(catalogue):
    named = {
        source for _, figure in catalogue.figures() for _, sources, _ in origins(figure) for source in sources
    }
    named |= {source for raid in catalogue.raids.values() for source in raid.sources}
    named |= {source for values in catalogue.refraction.values() for source in values.sources}
    firing = (*catalogue.firing.alternatives, *catalogue.firing.by_class.values())
    named |= {source for each in firing for source in each.sources}
    named |= set(load_records().named_sources()) | set(load_cost_rules().named_sources())
    assert named == set(catalogue.sources)


def test_every_source_has_a_title_and_an_address_that_a_reader_can_open(catalogue):
    for source in catalogue.sources.values():
        assert len(source.title) > 8, source.id
        assert re.match(r"https?://[^ ]+\.[^ ]+", source.address), source.id


def test_no_source_is_memory_or_a_file_that_nobody_can_open(catalogue):
    for source in catalogue.sources.values():
        said = f"{source.title} {source.address}".lower()
        assert "unidentified" not in said, source.id
        assert "general knowledge" not in said, source.id
        assert "nothing public" not in said, source.id


def test_no_note_holds_an_internal_look_up_number(catalogue):
    for figure_id, figure in catalogue.figures():
        for _, _, note in origins(figure):
            assert not re.search(r"unidentified public file|compilation id|\brow \d+", note), figure_id


def test_claims_and_reports_never_rest_on_hobby_sources_alone(catalogue):
    for figure_id, figure in catalogue.figures():
        for kind, sources, _ in origins(figure):
            if kind in ("claimed", "reported"):
                assert any(catalogue.sources[source].kind != "hobby" for source in sources), figure_id


def test_no_system_has_a_kill_figure_that_rests_on_one_unnamed_source(catalogue):
    own = {
        name
        for system in catalogue.systems.values()
        for name, _ in iter_figures(system)
        if "/kill_p/" in name
    }
    assert own == set()


def test_every_threat_class_has_a_common_kill_figure_with_wide_limits(catalogue):
    assert {name.partition("@")[0] for name in catalogue.common_kill_p} == set(catalogue.threats)
    assert set(catalogue.threats) <= set(catalogue.common_kill_p)
    for figure in catalogue.common_kill_p.values():
        assert figure.kind == "assumed"
        assert figure.high - figure.low >= 0.4


def test_no_kill_figure_exceeds_the_chance_that_nothing_common_spoils_a_shot(catalogue):
    limit = catalogue.conditions.common_kill_p.low
    kills = [figure for name, figure in catalogue.figures() if "/kill_p/" in name]
    assert max(figure.high for figure in kills) <= limit


@pytest.mark.parametrize("system_id", SYSTEMS)
def test_a_system_has_one_engagement_radar_and_something_that_finds_targets(catalogue, system_id):
    system = catalogue.system(system_id)
    assert sum(radar.engages for radar in system.radars) == 1
    assert {"acquisition", "multi_function"} & {radar.role for radar in system.radars}
    assert system.launchers
    assert system.engagement_sets >= 1


def test_radar_support_is_what_the_guidance_needs(catalogue):
    support = {
        interceptor.id: interceptor.radar_support
        for system in catalogue.systems.values()
        for interceptor in system.interceptors
    }
    for name in ("48n6e", "48n6e2", "48n6e3", "sayyad-4", "gem-t", "57e6", "9m82m", "9m317", "9m338"):
        assert support[name] == "to_intercept", name
    for name in ("40n6e", "m-sam-ii-round", "mse", "aster-30-b1", "amraam", "iris-t-slm-round"):
        assert support[name] == "to_handover", name


def test_patriot_takes_mse_first_for_ballistic_threats_and_gem_t_first_for_all_others(catalogue):
    patriot = catalogue.system("patriot")
    usual = tuple(group.interceptor for group in patriot.launchers)
    for threat in catalogue.threats.values():
        order = patriot.doctrine.prefer.get(threat.id, usual)
        assert order == (("mse", "gem-t") if threat.is_ballistic else ("gem-t", "mse"))


def test_patriot_tracks_in_a_wider_sector_than_it_searches(catalogue):
    (radar,) = catalogue.system("patriot").radars
    assert radar.role == "multi_function"
    assert math.degrees(radar.sector_rad.best) == pytest.approx(90.0)
    assert math.degrees(radar.track_sector_rad.best) == pytest.approx(120.0)


def test_the_printed_64n6_range_is_power_limited_or_the_end_of_the_display(catalogue):
    claims = {"s-300pmu-1": ("64n6e", [300.0, 260.0, 200.0]), "s-300pmu-2": ("64n6e2", [330.0, 300.0, 200.0])}
    for system_id, (radar_id, wanted_km) in claims.items():
        radar = next(radar for radar in catalogue.system(system_id).radars if radar.id == radar_id)
        assert [claim.value / 1000.0 for claim in radar.detection_range_m.alternatives] == wanted_km
        assert radar.detection_range_m.best == 300_000.0
        assert radar.detection_range_m.same_draw == "64n6-range"


def test_no_value_of_a_game_is_the_best_where_something_else_states_one(catalogue):
    for figure_id, figure in catalogue.figures():
        if figure.kind == "hobby":
            kinds = {claim.kind for claim in figure.alternatives}
            assert kinds <= {"hobby", "assumed"}, figure_id


def test_one_s_300_engagement_radar_has_six_channels_not_those_of_six_battalions(catalogue):
    for system_id in ("s-300pmu-1", "s-300pmu-2"):
        radar = next(radar for radar in catalogue.system(system_id).radars if radar.role == "engagement")
        assert (radar.target_channels.low, radar.target_channels.high) == (6.0, 6.0)
        assert (radar.missile_channels.low, radar.missile_channels.high) == (12.0, 12.0)


def test_counts_are_exact_or_alternatives(catalogue):
    for figure_id, figure in catalogue.figures():
        name = figure_id.rsplit("/", 1)[-1]
        if name in catalogue.fields and catalogue.fields[name].whole:
            assert figure.alternatives or figure.low == figure.high, figure_id
            assert float(figure.best).is_integer(), figure_id


def test_the_standard_raids_hold_what_their_names_say(catalogue):
    for raid_id, count in RAIDS.items():
        assert catalogue.raid(raid_id).count == count
    three = catalogue.raid("cruise-24-three-axes")
    assert sorted(group.axis for group in three.groups) == [0, 1, 2]
    assert three.axis_angle_rad == pytest.approx(2.0944, abs=1e-4)


def test_standard_raids_begin_within_the_shipped_elevation_data(catalogue):
    for raid in catalogue.raids.values():
        assert max(group.standoff_m for group in raid.groups) <= 300_000.0


def test_raids_fly_within_the_limits_of_their_classes(catalogue):
    for raid in catalogue.raids.values():
        for group in raid.groups:
            threat = catalogue.threat(group.threat_class)
            assert threat.speed_mps.low <= group.speed_mps <= threat.speed_mps.high, raid.id
            height_m = threat.set_height_m.best if group.height_m is None else group.height_m
            assert threat.set_height_m.low <= height_m <= threat.set_height_m.high, raid.id


def test_the_mixed_raid_aims_two_emitter_seeking_weapons_at_the_engagement_radar(catalogue):
    groups = [group for group in catalogue.raid("mixed").groups if group.aim == "engagement_radar"]
    assert [(group.threat_class, group.count) for group in groups] == [("emitter-seeking-weapon", 2)]


def test_the_groups_of_the_mixed_raid_arrive_within_six_minutes(catalogue):
    arrivals = []
    for group in catalogue.raid("mixed").groups:
        first = group.delay_s + group.standoff_m / group.speed_mps
        arrivals += [first, first + (group.count - 1) * group.spacing_s]
    assert max(arrivals) - min(arrivals) <= 360.0


def test_refraction_weights_sum_to_one_and_factors_are_those_of_the_climate(catalogue):
    assert catalogue.refraction["baghdad"].k == (1.15, 1.24, 1.39)
    assert catalogue.refraction["gulf_coast"].k == (1.43, 2.3, 6.8)
    for values in catalogue.refraction.values():
        assert values.weights == (0.3, 0.4, 0.3)


def test_what_counts_as_detected_is_what_a_scenario_assumes_by_itself(catalogue):
    assert catalogue.detection == model.Detection()


def test_the_table_of_fields_knows_every_figure_of_the_model_and_no_other(catalogue):
    names: set[str] = set()
    for name in model.__all__:
        cls = getattr(model, name)
        if dataclasses.is_dataclass(cls):
            for field, hint in typing.get_type_hints(cls).items():
                if Figure in (hint, *typing.get_args(hint)):
                    names.add(field)
    assert set(catalogue.fields) == names


def test_every_kind_of_figure_says_which_end_favours_the_defender(catalogue):
    assert favours("detection_range_m") == "high"
    assert favours("reaction_s") == "low"
    assert favours("price_usd") == "none"
    with pytest.raises(
        CatalogueError, match=r"'detection_range_km' is not a figure.*Did you mean 'detection_range_m'"
    ):
        favours("detection_range_km")


def test_an_unknown_id_is_answered_with_the_nearest_one(catalogue):
    with pytest.raises(
        CatalogueError, match=r"no system 's-300pmu2' in the catalogue.*Did you mean 's-300pmu-2'"
    ):
        catalogue.system("s-300pmu2")
    with pytest.raises(CatalogueError, match=r"no threat class 'cruise'.*allowed: airliner, cruise-missile"):
        catalogue.threat("cruise")
    with pytest.raises(CatalogueError, match=r"no standard raid 'mixd'.*Did you mean 'mixed'"):
        catalogue.raid("mixd")


def test_the_shipped_catalogue_is_read_once():
    assert load_catalogue() is load_catalogue()


def test_the_catalogue_cannot_be_changed_by_accident(catalogue):
    with pytest.raises(TypeError, match="does not support item assignment"):
        catalogue.systems["mine"] = catalogue.system("s-400")  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        catalogue.digest = ""  # type: ignore[misc]
