"""The sentences on what the program assumes hold the numbers that it computes with."""

import math
from pathlib import Path

from skykeep.catalogue import load_catalogue
from skykeep.compiler import columns
from skykeep.core.interceptor import flyout
from skykeep.model import Detection, ThreatClass
from skykeep.study.assumptions import antenna_heights_told, program_assumptions

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "assumptions.md"


def test_the_sentences_hold_the_numbers_of_the_program():
    said = " ".join(program_assumptions(Detection()))
    for words in (
        "2 hits in 3 looks",
        "once in 1,000,000",
        f"Swerling {columns._REFERENCE_SWERLING}",
        f"boosted at {flyout._BOOST_MPS2:g} m/s²",
        f"{100 * flyout.MIN_SPEED_SHARE:g} % of its peak speed",
        f"a dive of {math.degrees(flyout.DIVE_RAD):g} degrees",
        f"slower than {flyout.INTERCEPT_SPEED_MPS:g} m/s",
    ):
        assert words in said
    assert (flyout._BOOST_SHARE, flyout.LOFT_SHARE) == (1 / 8, 1 / 5)
    assert ThreatClass.__dataclass_fields__["swerling"].default == columns._REFERENCE_SWERLING


def test_the_reference_page_lists_every_sentence():
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    for sentence in program_assumptions(Detection()):
        assert f"* {sentence}" in page


def listed_under(heading: str) -> list[str]:
    """Return the bullets of one section of the reference page."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [" ".join(bullet.split()) for bullet in section.split("\n* ")[1:]]


def test_the_reference_page_lists_the_antenna_of_every_radar_and_no_other():
    bullets = listed_under("Heights of antennas")
    assert bullets == list(antenna_heights_told(load_catalogue()))


def test_a_height_is_told_with_what_it_is_drawn_from_and_who_says_so():
    said = {line.partition("`")[2].partition("`")[0]: line for line in antenna_heights_told(load_catalogue())}
    assert "40 m, drawn from 24 and 40 m; reported (`" in said["s-300pmu-2/radars/76n6"]
    assert "6 m, drawn from 4 to 8 m; assumed. Not published" in said["patriot/radars/an-mpq-65"]
