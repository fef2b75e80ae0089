"""Presets of doctrine: data with a name and an origin, laid over what a system does."""

from pathlib import Path

import pytest

import skykeep
from skykeep.compiler.doctrine import doctrine_rows
from skykeep.errors import CatalogueError, ScenarioError
from skykeep.model import Doctrine
from skykeep.scenario.doctrine import preset_doctrine, preset_table
from skykeep.scenario.doctrine_keys import doctrine_keys
from skykeep.scenario.file import scenario_schema
from skykeep.scenario.plain import plain_scenario, scenario_of_plain
from skykeep.scenario.settings import apply_settings
from skykeep.scenario.words import scenario_sentences

SHIPPED = Path(__file__).parents[3] / "scenarios" / "iraq-baghdad-s300pmu2-mixed.toml"


@pytest.fixture(scope="module")
def catalogue():
    return skykeep.load_catalogue()


def doctrine_of(tmp_path, text):
    """Return the doctrine of the one fire unit of a shipped scenario with some lines more."""
    path = tmp_path / "mine.toml"
    path.write_text(f"{SHIPPED.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")
    return skykeep.load_scenario(path).fire_units[0].doctrine


def test_every_shipped_preset_can_be_taken_up_and_says_where_it_comes_from(catalogue):
    assert len(catalogue.presets) > 5
    for preset in catalogue.presets.values():
        preset_table(preset)
        assert preset.words.endswith(".")
        assert preset.note
        assert preset.kind == "assumed" or preset.sources


def test_the_default_preset_settles_nothing(catalogue):
    found = preset_doctrine("as-drawn", catalogue)
    assert (found.rules, found.rules_by_class, found.salvo_size, found.alternative) == ({}, {}, None, "")


def test_keys_beside_a_preset_win_over_it(tmp_path):
    found = doctrine_of(tmp_path, '[doctrine]\npreset = "ballistic-reserve"\nreserve_rounds = 4')
    assert found.preset == "ballistic-reserve"
    assert found.rules == {"reserve_rounds": 4}
    assert found.rules_by_class["srbm"]["priority"] == 10


def test_a_preset_of_a_fire_unit_replaces_the_rules_of_all_fire_units(tmp_path):
    text = SHIPPED.read_text(encoding="utf-8")
    common = '[doctrine]\npreset = "ballistic-reserve"\nlaunch_within_km = 90\n'
    own = 'doctrine = { preset = "patient" }\n'
    path = tmp_path / "mine.toml"
    path.write_text(text.replace("[raid]", f"{own}\n[raid]", 1) + common, encoding="utf-8")
    (unit,) = skykeep.load_scenario(path).fire_units
    assert unit.doctrine.rules == {"hold_share": 0.7}
    assert unit.doctrine.rules_by_class == {}


def test_lengths_of_one_class_may_be_given_in_any_unit(tmp_path):
    found = doctrine_of(tmp_path, "[doctrine.by_class.srbm]\nmeet_within_km = 30")
    assert found.rules_by_class == {"srbm": {"meet_within_m": 30_000.0}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('preset = "patint"', r"doctrine\.preset: given 'patint', .* Did you mean 'patient'\?"),
        (
            "reserve_round = 4",
            r"doctrine\.reserve_round: is not a known key\. Did you mean 'reserve_rounds'\?",
        ),
        ("hold_share = 1.5", r"doctrine\.hold_share: given 1\.5, must be at most 1 \(wait until a round"),
        ("[doctrine.by_class.sbrm]\npriority = 1", r"by_class: given 'sbrm', .* Did you mean 'srbm'\?"),
        (
            "[doctrine.by_class.srbm]\nkeep_out_km = 200",
            r"by_class\.srbm\.keep_out_km: given 200, .* at most 100",
        ),
    ],
)
def test_what_is_wrong_with_a_rule_is_said_with_what_to_do(tmp_path, text, said):
    with pytest.raises(ScenarioError, match=said):
        doctrine_of(tmp_path, f"[doctrine]\n{text}")


def test_an_unknown_preset_is_answered_with_the_nearest(catalogue):
    with pytest.raises(
        CatalogueError, match=r"no doctrine preset 'centrl', allowed: .* Did you mean 'central'"
    ):
        preset_doctrine("centrl", catalogue)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('kind = "reported"', r"kind 'reported' without a source"),
        ("[doctrine]\npreset = 'patient'", r"doctrine\.preset: given a preset in a preset"),
        ("[doctrine.by_class.sbrm]\npriority = 1", r"names 'sbrm', no threat class\. Did you mean 'srbm'"),
    ],
)
def test_a_preset_of_ones_own_is_checked(tmp_path, change, said):
    (tmp_path / "doctrine").mkdir()
    kind = "" if change.startswith("kind") else 'kind = "assumed"\n'
    text = (
        f'schema_version = 1\nid = "mine"\nname = "Mine"\nwords = "Waits."\nnote = "A try."\n{kind}{change}\n'
    )
    (tmp_path / "doctrine" / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=said):
        skykeep.load_catalogue(tmp_path)


def test_the_schema_has_every_rule_with_its_limits_for_all_threats_and_for_one_class():
    tables = scenario_schema()["$defs"]
    for table in ("CommonDoctrineTable", "DoctrineTable", "RuleTable"):
        for name, (kind, key) in doctrine_keys().items():
            rule = tables[table]["properties"][name]
            assert key.means in rule["description"]
            given = rule["anyOf"][0]
            assert (given["type"] == "boolean") == (kind is bool)
            assert kind is bool or (given["minimum"], given["maximum"]) == (key.low, key.high)
    assert "launch_within_km" in tables["RuleTable"]["properties"]


def test_a_setting_changes_a_rule_and_a_preset_forgets_the_rules_before_it(catalogue):
    scenario = skykeep.load_scenario(SHIPPED)
    ruled, _ = apply_settings(scenario, catalogue, {"doctrine.by_class.srbm.priority": 5})
    assert ruled.fire_units[0].doctrine.rules_by_class == {"srbm": {"priority": 5}}
    kept, _ = apply_settings(ruled, catalogue, {"doctrine.hold_share": 0.5})
    assert kept.fire_units[0].doctrine.rules_by_class == {"srbm": {"priority": 5}}
    preset, _ = apply_settings(kept, catalogue, {"doctrine.preset": "central"})
    assert preset.fire_units[0].doctrine.rules == {"permission_s": 10}
    assert preset.fire_units[0].doctrine.rules_by_class == {}


class OneUnit:
    """A defence of one fire unit with a doctrine."""

    def __init__(self, doctrine):
        self.units = [self]
        self.doctrine = doctrine


def test_rules_become_columns_and_a_decoy_follows_what_it_imitates(catalogue):
    rules = {"one-way-attack-uav": {"reserve_rounds": 3}}
    doctrine = Doctrine(salvo_size=1, rules={"hold_share": 0.5}, rules_by_class=rules)
    classes = [catalogue.threat(name) for name in ("srbm", "one-way-attack-uav", "decoy-uav")]
    rows = doctrine_rows(OneUnit(doctrine), {}, classes, catalogue.firing, worlds=2)
    assert rows["hold_share"].tolist() == [[[0.5, 0.5, 0.5]]] * 2
    assert rows["reserve_rounds"].tolist() == [[[0, 3, 3]]] * 2


LED = '[doctrine]\npreset = "posts-assign"\n'


def scenario_with(tmp_path, text):
    """Return a shipped scenario with some lines more."""
    path = tmp_path / "mine.toml"
    path.write_text(f"{SHIPPED.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")
    return skykeep.load_scenario(path)


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("", "nearest-first"),
        ('[doctrine]\npolicy = "exact"', "exact"),
        (LED, "marginal"),
        (LED + 'policy = "columns"', "columns"),
        ('[doctrine]\npreset = "patient"', "nearest-first"),
    ],
)
def test_the_policy_of_the_highest_posts_is_a_key_of_doctrine_and_of_presets(
    tmp_path, catalogue, text, policy
):
    scenario = scenario_with(tmp_path, text)
    assert scenario.policy == policy
    assert scenario.fire_units[0].policy == ""
    again = scenario_of_plain(plain_scenario(scenario, catalogue), catalogue, label="again")
    assert again == scenario
    said = " ".join(scenario_sentences(scenario, catalogue))
    assert ("Threats are assigned by the highest command posts" in said) == (policy != "nearest-first")


def test_a_policy_alone_leaves_the_doctrine_of_fire_units_to_their_system(tmp_path):
    assert scenario_with(tmp_path, '[doctrine]\npolicy = "exact"').fire_units[0].doctrine is None


def test_a_policy_in_the_doctrine_of_a_fire_unit_is_that_of_its_own_post(tmp_path, catalogue):
    text = SHIPPED.read_text(encoding="utf-8")
    path = tmp_path / "mine.toml"
    own = 'doctrine = { policy = "exact" }\n'
    path.write_text(text.replace("[raid]", f"{own}\n[raid]", 1), encoding="utf-8")
    scenario = skykeep.load_scenario(path)
    (unit,) = scenario.fire_units
    assert (scenario.policy, unit.policy, unit.doctrine) == ("nearest-first", "exact", None)
    assert scenario_of_plain(plain_scenario(scenario, catalogue), catalogue, label="again") == scenario


def test_a_setting_of_policy_or_preset_changes_who_decides(tmp_path, catalogue):
    scenario = scenario_with(tmp_path, '[doctrine]\npolicy = "exact"')
    for settings, policy in (
        ({"doctrine.policy": "rolling"}, "rolling"),
        ({"doctrine.preset": "posts-assign"}, "marginal"),
        ({"doctrine.preset": "patient"}, "exact"),
        ({"doctrine.policy": "columns", "doctrine.preset": "posts-assign"}, "columns"),
    ):
        changed, _ = apply_settings(scenario, catalogue, settings)
        assert changed.policy == policy, settings
        assert changed.fire_units[0].policy == ""


def test_doctrines_are_shown_and_compared_with_their_policy():
    (setting,) = skykeep.doctrine("posts-assign").settings
    assert (setting.key, setting.value) == ("policy", "marginal")
    assert setting.words == "the highest command posts order what is shot at, by marginal"
    (difference,) = skykeep.compare_doctrines("as-drawn", "posts-assign").differences
    assert (difference.key, difference.first, difference.second) == ("policy", None, "marginal")


def test_an_unknown_policy_is_refused_with_those_that_there_are(tmp_path):
    with pytest.raises(ScenarioError, match=r"doctrine\.policy: given 'exat'.*columns"):
        scenario_with(tmp_path, '[doctrine]\npolicy = "exat"')
