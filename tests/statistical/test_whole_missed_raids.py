"""Raids in which nothing is stopped square with the record, on which no whole day was missed."""

from __future__ import annotations

from pathlib import Path

import pytest

import skykeep
from skykeep.study.record import missed_days

SCENARIOS = Path(__file__).parents[2] / "scenarios"
WORLDS, REPLICATIONS = 200, 10


@pytest.fixture(scope="module", params=["cruise", "uav"])
def played(request):
    """Return a shipped scenario of one class, played."""
    scenario = SCENARIOS / f"iraq-baghdad-s300pmu2-{request.param}.toml"
    return skykeep.run(scenario, worlds=WORLDS, replications=REPLICATIONS)


def test_the_rule_of_three_bounds_what_none_in_so_many_days_allows():
    bounds = {each.threat_class: each.share_at_most for each in missed_days()}
    assert bounds == {"cruise-missile": 3 / 64, "one-way-attack-uav": 3 / 354}
    for each in missed_days():
        # with so large a share, none in all days would be seen once in twenty times
        assert (1.0 - each.share_at_most) ** each.days == pytest.approx(0.05, abs=0.006)


@pytest.mark.slow
def test_no_more_raids_are_missed_whole_than_the_record_allows(played):
    """The luck of a whole raid is one for all classes: its limits are those of the fewest days."""
    widest = max(each.share_at_most for each in missed_days())
    low, _ = played.nothing_stopped.mc_error_90
    assert 0.0 < low <= widest


@pytest.mark.slow
def test_a_raid_that_is_missed_whole_was_not_tracked(played):
    """It is missed by that luck more often than not, and not because the engagement fails as a whole.

    The rest had few rounds ready, and a kill chance of the raid near nothing.
    """
    raids = played.raids.to_pandas()
    missed = raids[raids["killed"] == 0]
    assert (missed["ledger_not_tracked_by_luck"] == missed["leakers"]).mean() > 0.5
