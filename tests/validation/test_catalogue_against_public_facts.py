"""Each public fact of the extract lies within the limits of its figure, or a reason says why not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from skykeep.catalogue import load_catalogue

FACTS = Path(__file__).parents[1] / "data" / "facts" / "facts.csv"
FIGURES = dict(load_catalogue().figures())
ROUNDING = 1.0e-6

OTHER_THING = "It is of another thing than the figure: "
REASONS = {
    47: "A broadcaster's 40 km equals the round's range; three Korean outlets print 15 to 20 km of height.",
    50: "The midpoint of a band up to 40 km, which equals the range; Korean outlets print 15 to 20 km.",
    51: OTHER_THING + "the first version of the round, as announced in 2011.",
    52: "The first version, and probably its range taken for its height.",
    129: OTHER_THING + "the radar on its 24 m mast; a site gives that as mast_m.",
    142: OTHER_THING
    + "the text repeats the figure of the older 5V55R; the same add-on has 150 km for this round.",
    152: "Game data of Mach 6.6 with head-room for the game's drag, 2 % above the greatest limit.",
    273: OTHER_THING + "the whole system; shared out over its batteries.",
    290: OTHER_THING
    + "all launchers of a battalion; one of the eight holds the 40N6E and has a group of its own.",
    418: OTHER_THING + "launchers of a smaller round, which the system leaves out.",
    429: OTHER_THING + "all launchers of a battery; they are divided over two groups here.",
    447: "A blog's figure that is the range of the GEM-T.",
    590: OTHER_THING + "the version with a booster, low in confidence, which the system leaves out.",
    627: OTHER_THING + "a battalion of six vehicles.",
    629: OTHER_THING + "a battalion of six vehicles.",
    850: OTHER_THING + "the system of six battalions; an operator has six targets for one.",
    851: OTHER_THING + "the system of six battalions.",
    860: OTHER_THING + "a mean or a speed at the end, not the peak.",
    932: OTHER_THING + "a launcher of an older small round that is not in the catalogue.",
    990: OTHER_THING + "all launchers of a battery; they are divided over two groups here.",
}
"""Number of a fact -> why the catalogue does not span it."""


def facts() -> list[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def disagrees(fact: dict[str, str]) -> bool:
    """Whether a fact lies outside the limits and alternatives of its figure."""
    figure = FIGURES[fact["figure"]]
    values = (figure.low, figure.high, *(claim.value for claim in figure.alternatives))
    value = float(fact["value_si"])
    return not min(values) * (1.0 - ROUNDING) <= value <= max(values) * (1.0 + ROUNDING)


def test_every_fact_lies_within_its_figure_or_is_listed_with_a_reason():
    outside = {
        int(fact["fact"]): f"{fact['figure']} = {fact['printed']}" for fact in facts() if disagrees(fact)
    }
    assert outside.keys() - REASONS.keys() == set(), {n: outside[n] for n in outside.keys() - REASONS.keys()}
    assert REASONS.keys() - outside.keys() == set(), "a reason for a fact that agrees by now"


@pytest.mark.parametrize(
    "system", sorted(each.id for each in load_catalogue().systems.values() if each.can_engage)
)
def test_the_extract_speaks_of_every_system_and_names_where_each_fact_was_seen(system):
    mine = [fact for fact in facts() if fact["figure"].startswith(f"{system}/")]
    assert len(mine) >= 3
    assert all(fact["source"] and fact["address"] for fact in mine)
