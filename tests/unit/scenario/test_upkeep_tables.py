"""Supply, upkeep, alternate sites and offsets in scenario files: read, refused, written back."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.wear_checks import check_wear
from skykeep.catalogue.wear_figures import figures_of_wear
from skykeep.compiler.scenario import compile_scenario
from skykeep.engine.provenance import content_digest
from skykeep.errors import ScenarioError
from skykeep.model import Study, TerrainChoice
from skykeep.scenario.file import parse_scenario, read_scenario, shipped_scenarios
from skykeep.scenario.plain import plain_scenario, scenario_of_plain
from skykeep.scenario.upkeep_words import upkeep_listing, upkeep_sentences

FLAT = TerrainChoice(source="flat")
SHIPPED = shipped_scenarios()
CRUISE = SHIPPED["iraq-baghdad-s300pmu2-cruise"].read_text(encoding="utf-8")
REGIMENT = SHIPPED["iraq-baghdad-s300pmu2-regiment"].read_text(encoding="utf-8")


def scenario(common="", own="", base=CRUISE):
    """Return a shipped scenario with tables for all fire units and for the last one."""
    head, tail = base.split("[raid]", 1)
    return parse_scenario(f"{head}\n{own}\n{common}\n[raid]{tail}", path=Path("mine.toml"))


def test_nothing_is_on_unless_a_scenario_says_so():
    plain = scenario()
    assert not plain.wears
    assert upkeep_listing(plain) == ()
    assert upkeep_sentences(plain) == ()
    assert figures_of_wear(plain, load_catalogue()) == {}


def test_failures_of_links_are_told_and_take_the_figures_of_links_alone():
    found = scenario("[upkeep]\nlink_failures = true\nmttr_min = 10")
    assert upkeep_listing(found) == (
        (
            f"upkeep of {found.fire_units[0].id}",
            "links to launchers fail at random by assumed figures, for 10 min in the mean",
        ),
    )
    assert set(figures_of_wear(found, load_catalogue())) == {"upkeep/parts/launcher-link/mtbf_s"}


def test_the_time_of_orders_is_told_written_back_and_part_of_what_the_scenario_is():
    plain, catalogue = scenario(), load_catalogue()
    assert plain.fire_units[0].order_s is None
    slow = replace(plain, fire_units=(replace(plain.fire_units[0], order_s=4.5),))
    assert upkeep_listing(slow) == (
        (f"orders of {plain.fire_units[0].id}", "a launch comes 4.5 s after its decision at the earliest"),
    )
    assert scenario_of_plain(plain_scenario(slow, catalogue), catalogue, label="again") == slow
    assert content_digest(slow) != content_digest(plain)


def test_parts_have_a_time_of_repair_unless_nothing_hits_them():
    wear = load_catalogue().wear
    radar, *_, link = wear.parts
    broken = replace(
        wear, parts=(replace(radar, repair_s=None), *wear.parts[1:-1], replace(link, repair_s=radar.repair_s))
    )
    systems = [move.id for move in wear.moves if move.id not in ("other", "mast")]
    classes = [damage.id for damage in wear.damage if damage.id != "other"]
    assert list(check_wear(wear, systems, classes)) == []
    assert list(check_wear(broken, systems, classes)) == [
        "parts.radar.repair_s: is missing, add it",
        "parts.launcher-link.repair_s: is given, but nothing hits it: leave it out",
    ]


def test_a_table_of_one_unit_wins_over_that_of_all_key_by_key():
    (unit,) = scenario(
        "[supply]\ntransloaders = 2\nload_min = 10", "[fire_units.supply]\ntransloaders = 3"
    ).fire_units
    assert (unit.supply.transloaders, unit.supply.load_s) == (3, 600.0)


def test_fire_units_about_a_post_and_the_post_have_the_tables_of_all():
    found = scenario("[upkeep]\nrepair = true\nspares = 3", base=REGIMENT)
    assert {each.upkeep.spares for each in found.placed} == {3}
    assert upkeep_listing(found) == (
        (
            "upkeep of all",
            "parts that were hit are repaired, its time drawn from assumed limits, with 3 spares",
        ),
    )


@pytest.mark.parametrize(
    ("common", "own", "message"),
    [
        ("[supply]\nload_min = 3", "", r"supply\.load_s: stands without transloaders"),
        ("[supply]\ntransloaders = 1\ndepot_km = 3", "", r"supply\.depot_m: stands without loads at a depot"),
        ("[upkeep]\nrepair = true", "", r"upkeep\.repair: is on without spares"),
        ("[upkeep]\nspares = 1", "", r"upkeep\.spares: stands without repair"),
        ("[upkeep]\nmtbf_min = 10", "", r"upkeep\.mtbf_s: stands without failures"),
        ("", "[fire_units.supply]\nload_min = 3", r"fire_units\[0\]\.supply\.load_s: stands without"),
        (
            "",
            "[fire_units.alternate]\nlat_deg = 33\nlon_deg = 44\nwhen_shot_at = false",
            r"fire_units\[0\]\.alternate: is never gone to",
        ),
        ("[supply]\ntransloaders = 101", "", r"supply\.transloaders: given 101, must be at most 100"),
        (
            "[upkeep]\nfailures = true\nmtbf_min = 9",
            "",
            r"upkeep\.mtbf_min: given 9, must be at least 10 .*name it in 'lost'",
        ),
        ("[supply]\ntransloader = 2", "", r"transloader.*transloaders"),
        ("", "[fire_units.offset]\ndistance_km = 101", r"offset\.distance_km: given 101"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(common, own, message):
    with pytest.raises(ScenarioError, match=message):
        scenario(common, own)


@pytest.mark.parametrize("name", ["iraq-baghdad-s300pmu2-struck", "iraq-baghdad-s300pmu2-regiment"])
def test_what_is_written_back_is_the_same(name):
    catalogue = load_catalogue()
    found = parse_scenario(SHIPPED[name].read_text(encoding="utf-8"), path=SHIPPED[name])
    assert scenario_of_plain(plain_scenario(found, catalogue), catalogue, label="again") == found


def test_only_figures_that_the_scenario_does_not_say_itself_are_used():
    catalogue = load_catalogue()
    drawn = scenario("[supply]\ntransloaders = 2\ndepot_loads = 1\n[upkeep]\nfailures = true")
    assert set(figures_of_wear(drawn, catalogue)) == {
        *(f"upkeep/supply/{name}" for name in ("load_s", "depot_handling_s", "road_speed_mps")),
        *(
            f"upkeep/parts/{part}/{name}"
            for part in ("radar", "command-post", "launcher")
            for name in ("mtbf_s", "mttr_s")
        ),
    }
    said = scenario("[supply]\ntransloaders = 2\nload_min = 5")
    assert figures_of_wear(said, catalogue) == {}
    moved = scenario(own="[fire_units.alternate]\nlat_deg = 33\nlon_deg = 44\n[fire_units.offset]")
    assert {"upkeep/moves/s-300pmu-2/set_up_s", "upkeep/moves/mast/set_up_s", "upkeep/sites/offset_m"} <= set(
        figures_of_wear(moved, catalogue)
    )


def test_a_raid_that_aims_at_parts_uses_the_chance_of_damage_of_its_classes_at_them():
    catalogue = load_catalogue()
    struck = read_scenario("iraq-baghdad-s300pmu2-struck", catalogue=catalogue)
    damage = {name for name in figures_of_wear(struck, catalogue) if "/damage/" in name}
    assert damage == {
        "upkeep/damage/emitter-seeking-weapon/radar_p",
        "upkeep/damage/cruise-missile/launcher_p",
    }
    drawn = compile_scenario(replace(struck, study=Study(worlds=40), terrain=FLAT), catalogue).case.classes
    figures = {table.id: table for table in catalogue.wear.damage}
    for name, low, high in (
        ("spares_radar_p", *_ends(figures["emitter-seeking-weapon"].radar_p)),
        ("spares_launcher_p", *_ends(figures["cruise-missile"].launcher_p)),
    ):
        by_class = drawn[name][:, drawn[name].any(axis=0)]
        assert by_class.shape[1] == 1
        assert low < by_class.min() < by_class.max() < high
        assert np.unique(by_class).size == 40
    assert not drawn["spares_post_p"].any()
    assert "aimed at an engagement radar or a launcher puts it out of action" in upkeep_sentences(struck)[-1]


def _ends(figure):
    """Return between which chances a part is spared."""
    return 1.0 - figure.high, 1.0 - figure.low


def test_damage_is_told_by_classes_that_there_are():
    catalogue = load_catalogue()
    wrong = replace(
        catalogue.wear, damage=tuple(each for each in catalogue.wear.damage if each.id != "other")
    )
    problems = "\n".join(check_wear(wrong, catalogue.systems, ["srbm"]))
    assert "damage.other: is missing, add the table" in problems
    assert "damage.glide-bomb: names no threat class, allowed one of srbm, other" in problems


def test_times_to_move_are_those_of_systems_that_there_are():
    catalogue = load_catalogue()
    assert list(check_wear(catalogue.wear, catalogue.systems, catalogue.threats)) == []
    problems = "\n".join(check_wear(catalogue.wear, ["s-300pmu-1", "patriot"], ["srbm"]))
    assert "moves.s-400: names no system" in problems
