"""Raid size against leakers: one curve for each raid, with common luck over all sizes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np

from skykeep.catalogue import Catalogue
from skykeep.compiler.cache import CompileCache
from skykeep.compiler.sub_raids import sub_raid
from skykeep.engine import EngineCase, real_threats
from skykeep.model import Scenario, StandardRaid
from skykeep.scenario.settings import scale_raid
from skykeep.terrain import Heightfield

from .binding import binding_of, ledger_errors_of, ledger_means_of
from .executors import Executor, SerialExecutor
from .knee import KNEES, find_knee
from .magazine import FLOOR_ASSUMES, magazine_floor, magazine_kills
from .outcomes import Outcomes, estimate_row, play_worlds
from .prepare import Prepared, prepare
from .record import record_of
from .stopping import HalfWidth, Stopped, looks, play_or_keep

__all__ = ["Curve", "saturation_curve"]

Gap = tuple[int, int]
"""Two neighbours among the sizes that were played."""

PILOT_SIZES = 9
"""Sizes that are played first; the worst of them says with how many worlds the others begin."""
_BEND_SHARE = 0.15
"""A straight line between two sizes may be wrong by this share of the half-width that is asked for, so that
what is interpolated is as close as that too; the rest is left for the error of what is played."""
_UNKNOWN = (np.inf, np.inf)
_BEND_P = 0.05
"""The same of the chance that none leaks."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Curve:
    """One curve as plain data: points, knees, floor, and how many worlds it took."""

    name: str
    raid: str
    points: list[dict[str, Any]]
    knee: dict[str, Any]
    stopped: Stopped
    prepared: Prepared
    record: dict[str, Any]
    nothing_stopped: dict[str, Any]

    def as_row(self) -> dict[str, Any]:
        """Return the curve as plain data."""
        return {
            "raid": self.raid,
            "points": self.points,
            "knee": self.knee,
            "stopping": self.stopped.as_row(),
            "record": self.record,
            "nothing_stopped": self.nothing_stopped,
        }


@dataclass(eq=False)
class _Sizes:
    """Raids of several sizes of one scenario, compiled from the largest."""

    scenario: Scenario
    catalogue: Catalogue
    raid: StandardRaid
    prepared: Prepared
    cache: CompileCache
    terrain: Heightfield | None
    executor: Executor
    tick: Callable[[], object]
    cases: dict[int, EngineCase] = field(default_factory=dict)

    def case(self, size: int) -> EngineCase:
        """Return the case of a raid of some size."""
        if size not in self.cases:
            raid = scale_raid(self.raid, size)
            found = sub_raid(self.prepared.compiled, self.catalogue, raid)
            if found is None:
                smaller = replace(self.scenario, raid=raid)
                found = prepare(smaller, self.catalogue, terrain=self.terrain, cache=self.cache).case
            self.cases[size] = found
        return self.cases[size]

    def play(self, sizes: Sequence[int], worlds: range) -> list[Outcomes]:
        """Return what comes of raids of some sizes."""
        cases = [self.case(size) for size in sizes]
        replications = self.scenario.study.replications
        return play_worlds(cases, worlds, replications, executor=self.executor, tick=self.tick)

    def launched(self, size: int) -> int:
        """Return the real threats of a raid of some size."""
        return int(np.count_nonzero(real_threats(self.case(size).threats)))


def saturation_curve(
    scenario: Scenario,
    catalogue: Catalogue,
    raid: tuple[str, StandardRaid],
    sizes: Sequence[int],
    *,
    goal: HalfWidth,
    cache: CompileCache,
    terrain: Heightfield | None = None,
    executor: Executor | None = None,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> Curve:
    """Return leakers, chance of none, what most lacked and the magazine floor at every size of a raid.

    A raid of n has the first members of each group, in the proportion of the groups, and their luck whatever
    n is. Some sizes are played first, in as many worlds as the goal takes; between them others are played
    until straight lines are close enough, and until the sizes at a knee are neighbours. What lies on a line
    is said to be interpolated.

    Parameters
    ----------
    scenario, catalogue
        Who defends what; ``study.worlds`` is the limit of the worlds.
    raid
        Its name and the raid that is scaled.
    sizes
        Sizes asked for, in order, each once; threats with their decoys.
    goal
        How closely mean leakers are to be computed at the sizes that are played first.
    cache
        Shared by the curves of a study.
    terrain
        Ground in place of the scenario's.
    executor
        Who does the work; never changes a number.
    keep_on_stop
        Whether Ctrl-C ends it with the sizes between the smallest and the largest that were played.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        As ``skykeep.study.prepare.prepare``.
    """
    asked = replace(scenario, raid=scale_raid(raid[1], sizes[-1]))
    prepared = prepare(asked, catalogue, terrain=terrain, cache=cache)
    played = _Sizes(
        scenario=asked,
        catalogue=catalogue,
        raid=raid[1],
        prepared=prepared,
        cache=cache,
        terrain=terrain,
        executor=executor or SerialExecutor(),
        tick=tick,
    )
    first = _pilot(sizes)
    closer = replace(goal, leakers=(1.0 - _BEND_SHARE) * goal.leakers, share=(1.0 - _BEND_SHARE) * goal.share)
    outcomes, stopped = play_or_keep(
        lambda worlds: played.play(first, worlds), closer, scenario.study.worlds, keep_on_stop=keep_on_stop
    )
    found = {first[place]: outcome for place, outcome in outcomes.items()}
    stopped, bends = _settle(
        played, found, sizes, closer, replace(stopped, goal=goal), keep_on_stop=keep_on_stop
    )
    sizes = [size for size in sizes if min(found) <= size <= max(found)]
    view = scenario.study.view
    points = []
    for size in sizes:
        here, between = _at(found, size)
        launched = played.launched(size)
        points.append(
            _point(
                here,
                view,
                size=size,
                launched=launched,
                bend=bends.get(between, 0.0) if between else 0.0,
                reasons=prepared.legend.reasons,
            )
            | {
                "computed": between is None,
                "between": None if between is None else list(between),
                "magazine_floor": magazine_floor(
                    magazine_kills(played.case(size))[: stopped.worlds], launched
                ),
            }
        )
    own = min(found, key=lambda size: (abs(size - raid[1].count), size))
    return Curve(
        name=raid[0],
        raid=raid[1].name,
        points=points,
        knee={knee.name: find_knee(points, knee) for knee in KNEES} | {"floor_assumes": FLOOR_ASSUMES},
        stopped=stopped,
        prepared=prepared,
        record=record_of(prepared.legend.threat_class),
        nothing_stopped={"n": own}
        | estimate_row((found[own].killed == 0.0).astype(float), view, is_probability=True),
    )


def _pilot(sizes: Sequence[int]) -> list[int]:
    """Return a few of the sizes: both ends, and between them evenly by rank and by ratio."""
    count = len(sizes)
    if count <= PILOT_SIZES:
        return list(sizes)
    half = PILOT_SIZES // 2
    by_rank = {round(number * (count - 1) / half) for number in range(half + 1)}
    by_ratio = {round(count ** (number / half)) - 1 for number in range(half + 1)}
    return [sizes[place] for place in sorted(by_rank | by_ratio)]


def _settle(
    played: _Sizes,
    found: dict[int, Outcomes],
    sizes: Sequence[int],
    closer: HalfWidth,
    stopped: Stopped,
    *,
    keep_on_stop: bool,
) -> tuple[Stopped, dict[Gap, float]]:
    """Play more sizes, and more worlds of all of them, into ``found``, until every size that was played is
    close enough or the limit is reached; return how it ended, and by how many leakers the line of each gap
    was seen to be wrong.
    """
    bends: dict[Gap, tuple[float, float]] = {}
    later = [worlds for worlds in looks(stopped.limit) if worlds > stopped.worlds]
    reached = False
    try:
        while not stopped.interrupted:
            assert isinstance(stopped.goal, HalfWidth)
            _refine(played, found, sizes, stopped.goal, stopped.worlds, bends)
            reached = closer.is_reached([found[size].leakers for size in sorted(found)])
            if reached or not later:
                break
            more = range(stopped.worlds, later.pop(0))
            outcomes = dict(zip(found, played.play(list(found), more), strict=True))
            found |= {size: Outcomes.joined([found[size], outcomes[size]]) for size in outcomes}
            stopped = replace(stopped, worlds=more.stop, looks=stopped.looks + 1)
    except KeyboardInterrupt:
        if not keep_on_stop:
            raise
        worlds = next(iter(found.values())).worlds
        stopped, reached = replace(stopped, worlds=worlds, interrupted=True), False
    return replace(stopped, reached=reached), {gap: wrong for gap, (wrong, _) in bends.items()}


def _refine(
    played: _Sizes,
    found: dict[int, Outcomes],
    sizes: Sequence[int],
    goal: HalfWidth,
    worlds: int,
    bends: dict[Gap, tuple[float, float]],
) -> None:
    """Play more sizes, into ``found``, until straight lines between them will do; put into ``bends`` by how
    many leakers the line of each gap was seen to be wrong, and what that is of what may be.
    """
    while True:
        wanted = {}
        for gap in pairwise(sorted(found)):
            inside = [size for size in sizes if gap[0] < size < gap[1]]
            if inside and (bends.get(gap, _UNKNOWN)[1] > 1.0 or _holds_knee(found, gap)):
                wanted[gap] = inside[len(inside) // 2]
        if not wanted:
            return
        for (gap, size), outcome in zip(
            wanted.items(), played.play(list(wanted.values()), range(worlds)), strict=True
        ):
            line = found[gap[0]].towards(found[gap[1]], (size - gap[0]) / (gap[1] - gap[0]))
            mean = float(outcome.leakers.mean())
            wrong = abs(mean - float(line.leakers.mean()))
            wrong_p = abs(float(outcome.none_leaked.mean() - line.none_leaked.mean()))
            bend = max(wrong / (_BEND_SHARE * goal.allowed(mean) or np.inf), wrong_p / _BEND_P)
            for part in ((gap[0], size), (size, gap[1])):
                bends[part] = wrong, bend
            found[size] = outcome


def _holds_knee(found: Mapping[int, Outcomes], gap: tuple[int, int]) -> bool:
    """Return whether a threshold is passed between two sizes."""
    low, high = found[gap[0]], found[gap[1]]
    ends = {
        "leakers": (float(low.leakers.mean()), float(high.leakers.mean())),
        "p_no_leaker": (float(low.none_leaked.mean()), float(high.none_leaked.mean())),
    }
    return any(
        knee.is_passed(ends[knee.measure][0]) != knee.is_passed(ends[knee.measure][1]) for knee in KNEES
    )


def _at(found: Mapping[int, Outcomes], size: int) -> tuple[Outcomes, tuple[int, int] | None]:
    """Return what comes of a raid of some size, and between which sizes it was interpolated, if it was."""
    if size in found:
        return found[size], None
    below = max(each for each in found if each < size)
    above = min(each for each in found if each > size)
    return found[below].towards(found[above], (size - below) / (above - below)), (below, above)


def _point(
    outcome: Outcomes, view: str, *, size: int, launched: int, bend: float, reasons: Sequence[str]
) -> dict[str, Any]:
    """Return one point as plain data; ``bend`` widens the error of what was interpolated."""
    most = float(launched)
    leakers = estimate_row(outcome.leakers, view, bounds=(0.0, most))
    if bend and leakers["mc_error_90"] is not None:
        low, high = leakers["mc_error_90"]
        leakers["mc_error_90"] = [max(0.0, low - bend), min(most, high + bend)]
    binding = binding_of(outcome.ledger)
    return {
        "n": size,
        "threats_launched": launched,
        "decoys_launched": size - launched,
        "leakers": leakers,
        "p_no_leaker": estimate_row(outcome.none_leaked, view, is_probability=True),
        "stopped_share": estimate_row(outcome.killed / max(launched, 1), view, bounds=(0.0, 1.0)),
        "rounds_fired": estimate_row(outcome.shots, view),
        "ledger": ledger_means_of(outcome.ledger, reasons),
        "ledger_mc_error_90": ledger_errors_of(outcome.ledger, reasons, launched),
        "binding_resource": binding.resource or None,
        "binding_reason": binding.reason or None,
        "binding_ties": list(binding.ties),
    }
