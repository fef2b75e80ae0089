"""The table of formats: its guide tells the same, and every actor has what other programs call it."""

import re
from pathlib import Path

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.engine.scene.happenings import LOGGED
from skykeep.export.formats import FORMATS
from skykeep.export.symbols import CLASS_SYMBOLS, IDENTITIES, KIND_SYMBOLS, symbol_of
from skykeep.export.words import HAPPENING_WORDS, happening_words
from skykeep.testing import sample_scene

from .format_cases import reference

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "export-a-raid.md"


def test_the_guide_lists_the_formats_as_the_program_does():
    rows = re.findall(
        r"^\| `(\w+)` \| (.*?) \| (.*?) \| (.*?) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert rows == [
        (form.id, form.title, ", ".join(f"`{ending}`" for ending in form.endings), form.opens_in)
        for form in FORMATS.values()
    ]


def test_every_threat_class_of_the_catalogue_has_a_symbol():
    assert set(CLASS_SYMBOLS) == set(load_catalogue().threats)


@pytest.mark.parametrize(
    ("actor", "meaning"),
    [
        ("unit-1", "air-defence missile battery, friend"),
        ("unit-1/command-post", "air-defence battalion headquarters (command post), friend"),
        ("unit-1/search", "radar (equipment), friend"),
        ("raid/axis-0/srbm/0", "ballistic missile, hostile"),
        ("raid/axis-0/cruise-missile/0", "cruise missile, hostile"),
        ("unit-1/round/0", "interceptor missile, friend"),
    ],
)
def test_symbol_codes_are_those_of_the_reference(actor, meaning):
    cases = [case for case in reference("sidc.json")["cases"] if len(case["sidc"]) == 20]
    codes = {case["meaning"]: case["sidc"] for case in cases}
    found = symbol_of(sample_scene().by_id[actor])
    assert found.sidc == codes[meaning]


def test_every_symbol_code_has_twenty_digits_and_the_identity_of_its_side():
    for symbol in (*CLASS_SYMBOLS.values(), *KIND_SYMBOLS.values()):
        assert re.fullmatch(r"100\?\d{16}", symbol.sidc)
        assert re.fullmatch(r"[A-Z](-[A-Z])*", symbol.cot)
    for actor in sample_scene().actors:
        assert symbol_of(actor).sidc[3] == IDENTITIES[actor.side].sidc


def test_a_threat_class_of_ones_own_is_told_by_how_it_flies():
    from dataclasses import replace

    ballistic = replace(sample_scene().by_id["raid/axis-0/srbm/0"], what="my-rocket")
    assert symbol_of(ballistic) == symbol_of(replace(ballistic, what="srbm"))
    flying = replace(ballistic, ballistic=False)
    assert symbol_of(flying).acmi == "Air+FixedWing"
    assert symbol_of(replace(flying, decoy=True)).acmi == "Misc+Decoy"


def test_there_are_words_for_all_that_may_happen():
    ends = {"launched", "killed", "missed", "wasted", "leaked", "aborted", "passed"}
    assert set(HAPPENING_WORDS) == ends | set(LOGGED)
    scene = sample_scene()
    told = [happening_words(scene, happening) for happening in scene.happenings]
    assert "unit-1 launches Round, of a sample at raid/axis-0/cruise-missile/0" in told
    assert all("{" not in words for words in told)
