"""Cases that lack something: no threat, no fire unit, no launcher; and launchers with two owners."""

import numpy as np
import pytest

from skykeep.core.raid.account.results import new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import new_raid
from skykeep.core.raid.vocabulary.codes import DONE

from .small_cases import small_case


def play(case):
    """Return the results of three raids."""
    results = new_results(case, 3)
    assert run_raids(case, 0, range(3), 0, np.inf, new_raid(case), results) == DONE
    return results


def test_without_a_fire_unit_every_threat_leaks_and_none_is_ever_ready():
    case = small_case()
    posts = case.posts.copy()
    posts["end_unit"] = 0
    results = play(
        case._replace(posts=posts, units=case.units[:, :0].copy(), doctrine=case.doctrine[:, :0].copy())
    )
    assert np.all(results.raids["leakers"] == len(case.threats))
    assert np.all(results.threats["ready_s"] == np.inf)


def test_without_a_launcher_every_threat_leaks():
    case = small_case()
    units = case.units.copy()
    units["first_launcher"] = units["end_launcher"] = 0
    results = play(case._replace(units=units, launchers=case.launchers[:, :0].copy()))
    assert np.all(results.raids["leakers"] == len(case.threats))


def test_without_a_threat_nothing_leaks():
    case = small_case()
    results = play(case._replace(threats=case.threats[:0].copy()))
    assert np.all(results.raids["leakers"] == 0)


def test_fire_units_that_share_launchers_are_refused():
    case = small_case()
    twice = case._replace(units=np.repeat(case.units, 2, axis=1))
    with pytest.raises(ValueError, match="each fire unit needs launchers of its own"):
        new_raid(twice)


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("posts", "end_unit", 2),
        ("posts", "first_unit", 1),
        ("posts", "end_link", 1),
        ("units", "post", 1),
        ("radars", "post", -1),
        ("radars", "link", 0),
    ],
)
def test_posts_units_and_links_that_do_not_belong_together_are_refused(table, field, value):
    case = small_case()
    rows = getattr(case, table).copy()
    rows[field] = value
    with pytest.raises(ValueError, match="each fire unit, radar and link needs a post of the case"):
        new_raid(case._replace(**{table: rows}))
