"""What a raid costs as it grows: CPU for each threat, from 10 threats to 5,000 and from 1 fire unit to 16.

The raid is the same whatever shoots at it: a threat every 2 s, seen at 20 to 45 km. What is linear in what:

* *Threats.* From a hundred on, when as many are under way at a time as there will be, a threat costs the
  same in a raid of any size, but for tables that no longer fit the caches: a raid is linear in threats.
* *Fire units of one post.* Whenever something happens each unit of the post looks at the threats that it may
  shoot at, so that a threat costs in proportion to the units: a raid is linear in threats times units.
* *Posts*, here one for each unit, under one that hands on what they report: a shot and a kill are told to
  every unit, so that this is linear in threats times units as well.

A look goes through every threat that a unit waits for. A raid that grows denser as units are added therefore
costs more than in proportion to the units. Threats that are known long before they come into reach sleep
until then (``core/raid/timeline/sleepers.py``), and the events that wake its unit for them stand in a heap
(``core/raid/timeline/far_events.py``). That case is measured beside the others.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest

from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case
from skykeep.core.raid.account.results import Results, new_results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import new_raid
from skykeep.core.raid.tables.entities import Link, Post
from skykeep.core.raid.vocabulary.codes import DONE, KILLED
from skykeep.core.raid.world import Case
from skykeep.rng import entity_key

THREATS = (10, 100, 1000, 5000)
UNITS = (1, 4, 16)
GAP_S = 2.0
SPEED_MPS = 250.0
SEEN_M = (20e3, 45e3)
REACH_M = 25e3
LAUNCHERS = 12
ROUNDS = 2.0
"""For each threat: more than are shot."""
RAIDS = 3
"""Times that each raid is played, in turns; the best counts."""
COUNTED = 20_000
"""Threats times units that are played before the clock is read."""
LINEAR = 2.0
"""What is linear may cost this much more: tables of 5,000 threats fit no cache that those of 100 do not."""


class Cost(NamedTuple):
    """CPU microseconds for each threat, and the results."""

    us: float
    results: Results


def defence(threats: int, units: int, range_max_m: float = np.inf) -> AbstractDefence:
    """Return a fire unit with its share of the rounds."""
    return AbstractDefence(
        launchers=LAUNCHERS,
        rounds_per_launcher=4 + int(ROUNDS * threats / (LAUNCHERS * units)),
        kill_p=0.7,
        channels=6,
        launch_interval_s=3.0,
        assessment_s=3.0,
        interceptor_speed_mps=1000.0,
        range_min_m=3e3,
        range_max_m=range_max_m,
    )


def under_one_post(threats: int, units: int) -> Case:
    """Return a raid against fire units of one post, which sees each threat at its own range."""
    rng = np.random.default_rng(1)
    seen_s = rng.uniform(0.0, GAP_S * threats, (1, threats))
    before_s = (SEEN_M[1] - rng.uniform(*SEEN_M, (1, threats))) / SPEED_MPS
    raid = AbstractRaid(
        threats=threats,
        range_m=SEEN_M[1],
        speed_mps=SPEED_MPS,
        start_s=seen_s - before_s,
        ready_s=seen_s + 5.0,
    )
    one = defence(threats, units)
    return abstract_case(one, raid, seed=1, others=(one,) * (units - 1))


def under_posts_of_their_own(threats: int, units: int) -> Case:
    """Return the same raid against fire units with a post each, linked to one above that has none."""
    case = under_one_post(threats, units)
    number = np.arange(units + 1)
    posts = Post.table(1, units + 1)
    posts["key"] = [entity_key(f"post/{each}") for each in number]
    posts["first_unit"], posts["end_unit"] = np.minimum(number, units), np.minimum(number + 1, units)
    posts["first_link"], posts["end_link"] = number, np.where(number < units, number + 1, 2 * units)
    posts["notice_s"] = case.posts["notice_s"][0, 0]
    posts["above"] = posts["down_link"] = -1
    links = Link.table(1, 2 * units)
    links["key"] = [entity_key(f"link/{each}") for each in range(2 * units)]
    links["to_post"] = [*[units] * units, *range(units)]
    links["back"] = [*range(units, 2 * units), *range(units)]
    own = case.units.copy()
    own["post"] = np.arange(units)
    return case._replace(posts=posts, links=links, units=own)


def known_before_in_reach(threats: int, units: int) -> Case:
    """Return a raid that is known from the beginning, while most of it is far out of reach."""
    away_s = GAP_S * threats + 200.0
    raid = AbstractRaid(
        threats=threats,
        range_m=SPEED_MPS * away_s,
        speed_mps=SPEED_MPS,
        start_s=-np.random.default_rng(1).uniform(0.0, GAP_S * threats, (1, threats)),
        ready_s=np.full((1, threats), 0.5),
    )
    one = defence(threats, units, REACH_M)
    return abstract_case(one, raid, seed=1, others=(one,) * (units - 1))


def costs(cases: dict[tuple[int, int], Case]) -> dict[tuple[int, int], Cost]:
    """Return what each case costs, taken in turns."""
    prepared = {}
    for (threats, units), case in cases.items():
        raids = max(1, COUNTED // (threats * units))
        prepared[threats, units] = case, new_raid(case), new_results(case, raids), raids
    best_s = dict.fromkeys(cases, float("inf"))
    for _ in range(RAIDS):
        for size, (case, raid, results, raids) in prepared.items():
            began_s = time.process_time()
            run_raids(case, 0, range(raids), 0, np.inf, raid, results)
            best_s[size] = min(best_s[size], (time.process_time() - began_s) / raids)
            assert np.all(results.raids["exit_code"] == DONE)
    return {size: Cost(1e6 * best_s[size] / size[0], prepared[size][2]) for size in cases}


def told(name: str, found: dict[tuple[int, int], Cost]) -> str:
    """Return a table of costs, by units and threats."""
    lines = [f"\n{name}: CPU us for each threat, {' | '.join(map(str, THREATS))} threats"]
    for units in UNITS:
        row = [f"{found[threats, units].us:8.2f}" for threats in THREATS if (threats, units) in found]
        lines.append(f"  {units:2d} units " + " ".join(row))
    return "\n".join(lines)


@pytest.mark.parametrize("build", [under_one_post, under_posts_of_their_own, known_before_in_reach])
def test_nearly_all_are_killed_by_the_rounds_that_one_post_would_fire(
    build: Callable[[int, int], Case],
) -> None:
    """So what is measured below is the same fight, whoever leads it."""
    found = costs({(100, units): build(100, units) for units in UNITS})
    for cost in found.values():
        assert np.mean(cost.results.threats["outcome"] == KILLED) > 0.9
        assert np.mean(cost.results.threats["shots"]) == pytest.approx(1.0 / 0.7, abs=0.1)


def test_reports_that_are_never_late_make_one_post_of_many() -> None:
    sizes = [(100, units) for units in UNITS]
    one, many = (
        costs({size: build(*size) for size in sizes}) for build in (under_one_post, under_posts_of_their_own)
    )
    for size in sizes:
        assert np.array_equal(one[size].results.threats["shots"], many[size].results.threats["shots"])


@pytest.mark.benchmark
@pytest.mark.parametrize("build", [under_one_post, under_posts_of_their_own])
def test_a_threat_costs_no_more_in_a_larger_raid_and_in_proportion_to_the_fire_units(
    build: Callable[[int, int], Case], record_property: Callable[[str, object], None]
) -> None:
    sizes = [(threats, units) for threats in THREATS for units in UNITS]
    found = costs({size: build(*size) for size in sizes})
    print(told(build.__name__.replace("_", " "), found))
    for (threats, units), cost in found.items():
        record_property(f"{threats}_threats_{units}_units_us", cost.us)
    for units in UNITS:
        fewer = max(found[threats, units].us for threats in THREATS[:-1])
        assert found[THREATS[-1], units].us <= LINEAR * fewer
    for threats in THREATS:
        fewer = max(found[threats, units].us / units for units in UNITS[:-1])
        assert found[threats, UNITS[-1]].us / UNITS[-1] <= LINEAR * fewer


@pytest.mark.benchmark
def test_threats_that_are_known_long_before_they_are_in_reach(
    record_property: Callable[[str, object], None],
) -> None:
    found = costs({(threats, 1): known_before_in_reach(threats, 1) for threats in THREATS})
    print("\nknown before in reach, 1 unit:", *(f"{cost.us:.2f}" for cost in found.values()), "us")
    for (threats, _), cost in found.items():
        record_property(f"{threats}_threats_us", cost.us)
    fewer, most = found[THREATS[-2], 1].us, found[THREATS[-1], 1].us
    assert most <= LINEAR * fewer, f"grows faster than linear: {most / fewer:.1f} times for each threat"
