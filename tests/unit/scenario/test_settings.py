"""Settings: any number of a scenario by its path, checked as in a file, and nothing else changed."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skykeep.catalogue import iter_figures, load_catalogue
from skykeep.catalogue.fixing import fix_figures
from skykeep.errors import SkykeepError
from skykeep.model import Doctrine
from skykeep.scenario.file import read_scenario, shipped_scenarios
from skykeep.scenario.plain import plain_scenario, scenario_of_plain
from skykeep.scenario.setting_values import parse_setting
from skykeep.scenario.settings import apply_settings, scale_raid, setting_paths

MIXED = "iraq-baghdad-s300pmu2-mixed"


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="module")
def mixed(catalogue):
    return read_scenario(MIXED, catalogue=catalogue)


@pytest.mark.parametrize("name", shipped_scenarios())
def test_every_shipped_scenario_comes_back_from_its_plain_tables(name, catalogue):
    scenario = read_scenario(name, catalogue=catalogue)
    assert scenario_of_plain(plain_scenario(scenario, catalogue), catalogue, label="x") == scenario


def test_a_doctrine_of_a_fire_unit_comes_back_from_its_plain_tables(mixed, catalogue):
    doctrine = Doctrine(salvo_size=3, hold_fire_classes=("decoy-uav",), salvo_by_class={"srbm": 4})
    units = tuple(replace(unit, doctrine=doctrine) for unit in mixed.fire_units)
    changed = replace(mixed, fire_units=units)
    assert scenario_of_plain(plain_scenario(changed, catalogue), catalogue, label="x") == changed


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        ("fire_units.0.launchers", 3, lambda s: s.fire_units[0].launchers),
        ("fire_units.unit-1.launchers", 3, lambda s: s.fire_units[0].launchers),
        ("fire_units.0.mast_m", 25.0, lambda s: s.fire_units[0].mast_m),
        ("fire_units.0.system", "s-400", lambda s: s.fire_units[0].system),
        ("doctrine.salvo_size", 4, lambda s: s.fire_units[0].doctrine.salvo_size),
        ("doctrine.partial_salvo", False, lambda s: s.fire_units[0].doctrine.partial_salvo),
        ("doctrine.salvo_by_class.srbm", 4, lambda s: s.fire_units[0].doctrine.salvo_by_class["srbm"]),
        ("raid.groups.1.count", 5, lambda s: s.raid.groups[1].count),
        ("raid.standard", "cruise-24-one-axis", lambda s: s.raid.id),
        ("refraction.k", 1.3, lambda s: s.refraction.k),
        ("conditions.drawn", False, lambda s: s.conditions),
        ("first_bearing_deg", 90, lambda s: s.first_bearing_deg),
        ("study.worlds", 7, lambda s: s.study.worlds),
    ],
)
def test_a_path_of_the_file_sets_the_value_there(mixed, catalogue, path, value, found):
    changed, facts = apply_settings(mixed, catalogue, {path: value})
    assert found(changed) == value
    assert facts is catalogue


def test_a_key_in_another_unit_is_converted(mixed, catalogue):
    changed, _ = apply_settings(mixed, catalogue, {"fire_units.0.mast_ft": 100})
    assert changed.fire_units[0].mast_m == pytest.approx(30.48)


def test_setting_what_is_there_already_changes_nothing(mixed, catalogue):
    for setting in setting_paths(mixed, catalogue, counting=()):
        described = setting.path.startswith("raid.")  # a standard raid becomes a described one
        if setting.now is not None and not described and not setting.path.startswith("doctrine."):
            assert apply_settings(mixed, catalogue, {setting.path: setting.now}) == (mixed, catalogue)


def test_every_listed_path_with_a_value_can_be_set(mixed, catalogue):
    paths = [setting for setting in setting_paths(mixed, catalogue) if setting.now is not None]
    assert len(paths) > 100
    apply_settings(mixed, catalogue, {setting.path: setting.now for setting in paths})


def test_a_new_first_salvo_says_what_follows_unless_that_is_set_too(mixed, catalogue):
    units = tuple(
        replace(unit, doctrine=Doctrine(salvo_size=2, later_salvo_size=1)) for unit in mixed.fire_units
    )
    shooting = replace(mixed, fire_units=units)
    alone, _ = apply_settings(shooting, catalogue, {"doctrine.salvo_size": 3})
    assert alone.fire_units[0].doctrine.later_salvo_size is None
    both, _ = apply_settings(shooting, catalogue, {"doctrine.later_salvo_size": 2, "doctrine.salvo_size": 3})
    assert both.fire_units[0].doctrine.later_salvo_size == 2


def test_a_way_to_fire_replaces_the_sizes_of_the_salvos(mixed, catalogue):
    way = catalogue.firing.alternatives[0].id
    sized, _ = apply_settings(mixed, catalogue, {"doctrine.salvo_size": 3})
    changed, _ = apply_settings(sized, catalogue, {"doctrine.alternative": way})
    assert changed.fire_units[0].doctrine.alternative == way
    assert changed.fire_units[0].doctrine.salvo_size is None
    back, _ = apply_settings(changed, catalogue, {"doctrine.salvo_size": 3})
    assert back.fire_units[0].doctrine == sized.fire_units[0].doctrine


@given(st.integers(1, 300))
def test_a_scaled_raid_has_the_size_asked_for_and_its_groups_in_proportion(count):
    raid = read_scenario(MIXED).raid
    scaled = scale_raid(raid, count)
    assert scaled.count == count
    for before, after in zip(raid.groups, scaled.groups, strict=True):
        assert abs(after.count - before.count * count / raid.count) < 1.0
        assert replace(after, count=before.count) == before


def test_a_kill_figure_is_fixed_for_all_interceptors_and_for_no_other_class(mixed, catalogue):
    _, facts = apply_settings(mixed, catalogue, {"kill_p.cruise-missile": 0.5})
    before, after = dict(catalogue.figures()), dict(facts.figures())
    changed = {name for name in before if before[name] != after[name]}
    assert "common/kill_p/cruise-missile" in changed
    assert all(name.endswith("/kill_p/cruise-missile") for name in changed)
    assert all(after[name].is_fixed and after[name].best == 0.5 for name in changed)
    assert all(after[name].kind == "assumed" for name in changed)
    assert facts.digest != catalogue.digest


def test_any_figure_of_the_catalogue_is_fixed_by_its_id(catalogue):
    for entry in (*catalogue.systems.values(), *catalogue.threats.values(), catalogue.conditions):
        for name, figure in iter_figures(entry):
            facts = fix_figures(catalogue, {name: figure.best})
            after = dict(facts.figures())
            assert after[name].is_fixed
            assert {key for key, value in catalogue.figures() if after[key] != value} <= {name}
            break


def test_a_figure_is_fixed_in_the_unit_of_its_key(mixed, catalogue):
    path = "figures.s-300pmu-2/radars/64n6e2/detection_range_km"
    _, facts = apply_settings(mixed, catalogue, {path: 150})
    assert facts.system("s-300pmu-2").radars[0].detection_range_m.best == 150_000.0


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("fire_units.0.lanchers", 1, r"nothing at this path\. Did you mean 'fire_units\.0\.launchers'\?"),
        ("doctrine.salvo", 1, r"set 'doctrine\.salvo': .* Did you mean 'doctrine\.salvo_size'\?"),
        ("fire_units.3.launchers", 1, r"there is no '3'; there are 0 to 0, or by id: unit-1"),
        ("kill_p.cruise", 0.5, r"Did you mean 'kill_p\.cruise-missile'\?"),
        ("figures.s-400/x", 0.5, "nothing at this path"),
        ("assets.0", 3, "nothing at this path"),
        ("fire_units", 3, "nothing at this path"),
        ("raid", 3, "nothing at this path"),
        ("doctrine.prefer", 3, "must be a table"),
        ("fire_units.0.launchers", 0, r"set: fire_units\[0\]\.launchers: given 0, must be at least 1"),
        ("fire_units.0.launchers", 2.5, "given 2.5, must be a whole number"),
        ("fire_units.0.system", "s-300", r"given 's-300', must be one of the systems of the catalogue"),
        ("raid.count", 0, "set raid.count: given 0, must be a whole number from 1 to 2000"),
        ("kill_p.srbm", 1.5, "common/kill_p/srbm.*: given 1.5, must be at most 1"),
        ("kill_p.srbm", "high", "given 'high', must be a number"),
        ("figures.s-300pmu-2/radars/64n6e2/detection_range_m", float("inf"), "must be a finite number"),
        ("figures.s-300pmu-2/interceptors/48n6e2/range_min_m", 250_000, "range_min_m = 250000: .*allowed"),
        ("figures.s-300pmu-2/radars/30n6e2/target_channels", 2.5, "given 2.5, must be a whole number"),
    ],
)
def test_what_cannot_be_set_is_refused_with_what_can(mixed, catalogue, path, value, message):
    with pytest.raises(SkykeepError, match=message):
        apply_settings(mixed, catalogue, {path: value})


PARTS = st.sampled_from(
    ["0", "1", "-1", "", "id", "fire_units", "doctrine", "raid", "groups", "prefer", "srbm", "count", "k"]
)
VALUES = st.one_of(st.booleans(), st.integers(), st.floats(), st.text(max_size=5))


@given(st.dictionaries(st.lists(PARTS, min_size=1, max_size=4).map(".".join), VALUES, max_size=3))
def test_any_path_and_value_is_taken_or_refused_with_a_sentence(settings):
    shelf = load_catalogue()
    with suppress(SkykeepError):  # anything else is a fault
        apply_settings(read_scenario("two-sites", catalogue=shelf), shelf, settings)


@given(st.text("a=.,:0123456789eE+-x ", max_size=16))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    with suppress(SkykeepError):
        path, values = parse_setting(text)
        assert path
        assert values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a=1..4", (1, 2, 3, 4)),
        ("a=1,2,4", (1, 2, 4)),
        ("a=0.3..0.9:7", (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)),
        ("a=5..100:20", tuple(range(5, 101, 5))),
        ("a=1..2:3", (1.0, 1.5, 2.0)),
        ("a=-2..0", (-2, -1, 0)),
        ("a=1,5..7", (1, 5, 6, 7)),
        ("a = true", (True,)),
        ("a=s-400,s-300pmu-2", ("s-400", "s-300pmu-2")),
        ("a=1e3", (1000.0,)),
    ],
)
def test_values_are_one_a_list_or_a_range(text, values):
    assert parse_setting(text) == ("a", values)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a", "must be PATH=VALUES"),
        ("=1", "must be PATH=VALUES"),
        ("a=", "must be PATH=VALUES"),
        ("a=1,,2", "has nothing between two commas"),
        ("a=1,1", "names one value twice"),
        ("a=4..1", "must end above its beginning"),
        ("a=0.1..0.9", "goes in whole steps; say how many values, as 0.1..0.9:7"),
        ("a=1e999", "larger than any number"),
        ("a=1..x", "is no range"),
        ("a=1..9:1", "must ask for 2 to 1000 values"),
        ("a=1..5000", "has 5000 values; say how many are wanted"),
    ],
)
def test_values_that_cannot_be_read_are_refused(text, message):
    with pytest.raises(SkykeepError, match=message):
        parse_setting(text)
