"""The guide to radar effects: what it writes is read, and names every effect and kind that there is."""

import re
from pathlib import Path
from typing import get_args

from skykeep.catalogue import load_catalogue
from skykeep.model import LandCoverId, RadarEffects
from skykeep.scenario.effect_words import effect_listing, effect_sentences
from skykeep.scenario.file import parse_scenario, shipped_scenarios

GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "radar-effects.md").read_text(encoding="utf-8")
BASE = shipped_scenarios()["iraq-baghdad-s300pmu2-cruise"].read_text(encoding="utf-8")


def effects_of_the_guide():
    (written,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    return parse_scenario(f"{BASE}\n{written}", path=Path("guide.toml")).radar_effects


def test_what_the_guide_writes_switches_everything_on():
    effects = effects_of_the_guide()
    flags = [
        name for name, kind in RadarEffects.__annotations__.items() if kind == "bool" and name != "vertical"
    ]
    assert set(flags) <= set(effects.on)
    assert {"jammers", "blanked_sectors"} <= set(effects.on)
    for name in effects.on:
        assert f"`{name}`" in GUIDE


def test_the_guide_names_every_kind_of_ground():
    written = re.search(r"land_cover = .*", GUIDE).group(0)
    assert all(name in written for name in get_args(LandCoverId))
    assert {cover.id for cover in load_catalogue().effects.land_covers} == set(get_args(LandCoverId))


def test_what_is_on_is_told_in_one_sentence_and_what_is_off_in_none():
    effects = effects_of_the_guide()
    words = effect_listing(effects)
    assert len(words) == len(effects.on)
    assert any(
        "jammer west (stand-off, its power density drawn) 200 km out on 280 degrees" in each for each in words
    )
    assert any("64n6e2 of unit-1 does not look from 350 to 20 degrees" in each for each in words)
    (sentence,) = effect_sentences(effects)
    assert all(each in sentence for each in words)
    assert effect_sentences(RadarEffects()) == ()
