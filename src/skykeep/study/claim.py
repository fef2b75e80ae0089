"""What would have to be true for a claim: the stop rate by denominator, and how far each lever must go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.engine import EngineCase
from skykeep.model import Scenario
from skykeep.terrain import Heightfield

from .binding import binding_of, ledger_errors_of, ledger_means_of
from .claim_levers import TOGETHER, Lever, claim_levers, values_together
from .executors import Executor
from .intervals import wilson_interval
from .outcomes import Outcomes, estimate_row, play_worlds
from .prepare import Prepared, prepare
from .stopping import Goal, Stopped, play_or_keep

__all__ = ["DENOMINATORS", "Claimed", "claim"]

F64 = npt.NDArray[np.float64]

DENOMINATORS: Mapping[str, str] = {
    "launched": "of the real threats launched",
    "tracked": "of the real threats that were tracked",
    "engaged": "of the real threats that were shot at",
    "shots": "of the rounds fired, kills of real threats",
}
"""What a stop rate may be a share of, with its words."""
_SHOWN = (0.0, 0.25, 0.5, 0.75)
"""Parts of the way of a lever that are played whatever the claim, so that its curve can be drawn."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Claimed:
    """What came of a claim, as plain data."""

    denominators: dict[str, Any]
    stopped_share: dict[str, Any]
    raids_that_hold: dict[str, Any]
    levers: list[dict[str, Any]]
    levers_asked: int
    stopped: Stopped
    prepared: Prepared


def claim(
    scenario: Scenario,
    catalogue: Catalogue,
    stop_rate: float,
    *,
    goal: Goal,
    terrain: Heightfield | None = None,
    executor: Executor | None = None,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> Claimed:
    """Return under which denominator a stop rate is reached, and what would have to be true of each lever.

    A lever is moved in every world while the luck stays the same, and bisected for the least value at which
    the share stopped of the threats launched reaches the rate in the mean. The ends of its intervals are the
    values at which the ends of the share's own intervals reach it.

    Parameters
    ----------
    scenario, catalogue
        Who defends what; ``study.worlds`` is the limit of the worlds.
    stop_rate
        Share of threats that is said to be stopped, above 0, at most 1.
    goal
        When enough worlds are played, looked at for the scenario as it is and for each lever at its end.
    terrain
        Ground in place of the scenario's.
    executor
        Who does the work; never changes a number.
    keep_on_stop
        Whether Ctrl-C ends it with the levers that are finished, if the scenario as it is was played.
    tick
        Called after each part of the work.

    Raises
    ------
    SkykeepError
        As ``skykeep.study.prepare.prepare``.
    """
    prepared = prepare(scenario, catalogue, terrain=terrain)
    levers = claim_levers(scenario, prepared.case)
    cases = [prepared.case, *(lever.case(lever.most) for lever in levers)]
    replications, view = scenario.study.replications, scenario.study.view

    def play(some: list[EngineCase], worlds: range) -> list[Outcomes]:
        return play_worlds(some, worlds, replications, executor=executor, tick=tick)

    played, stopped = play_or_keep(
        lambda worlds: play(cases, worlds), goal, scenario.study.worlds, keep_on_stop=keep_on_stop
    )
    whole = played[0]
    launched = prepared.facts.threats_launched
    found = []
    try:
        for place, lever in enumerate(levers if not stopped.interrupted else (), start=1):
            search = _Search(
                lever=lever,
                launched=launched,
                view=view,
                play=lambda case: play([case], range(stopped.worlds))[0],
                outcomes={lever.most: played[place]},
            )
            found.append(
                _lever_row(search, stop_rate, levers, prepared.legend.reasons)
                | _seconds(lever, scenario, catalogue)
            )
    except KeyboardInterrupt:
        if not keep_on_stop:
            raise
        stopped = replace(stopped, interrupted=True)
    held = _at_least(whole.killed, stop_rate * launched).astype(float)
    return Claimed(
        denominators=_denominators(whole, launched, stop_rate, view),
        stopped_share=estimate_row(whole.killed / max(launched, 1), view, bounds=(0.0, 1.0)),
        raids_that_hold=estimate_row(held, view, is_probability=True),
        levers=found,
        levers_asked=len(levers),
        stopped=stopped,
        prepared=prepared,
    )


def _denominators(whole: Outcomes, launched: int, stop_rate: float, view: str) -> dict[str, Any]:
    """Return the stop rate by each denominator, and whether it reaches the claim."""
    below = {
        "launched": np.full_like(whole.killed, launched),
        "tracked": whole.seen,
        "engaged": whole.engaged,
        "shots": whole.shots,
    }
    return {
        name: _share(whole.killed, below[name], stop_rate, view) | {"words": DENOMINATORS[name]}
        for name in below
    }


def _share(killed: F64, below: F64, stop_rate: float, view: str) -> dict[str, Any]:
    """Return a ratio of totals with its intervals, those of its linearised residuals (Cochran 1977, 6.4)."""
    if not below.any():
        return {"value": None, "verdict": "no meaning"}
    ratio = float(killed.sum() / below.sum())
    values = ratio + (killed - ratio * below) / float(below.mean())
    row = estimate_row(values, view, bounds=None)
    known = {name: row[name] for name in ("mc_error_90", "ignorance_90", "ignorance_note")}
    for name in ("mc_error_90", "ignorance_90"):
        if known[name] is not None:
            known[name] = [min(max(end, 0.0), 1.0) for end in known[name]]
    by_world = below.sum(axis=1)
    counted = by_world > 0.0
    holding = float(np.count_nonzero(_at_least(killed.sum(axis=1), stop_rate * by_world) & counted))
    worlds = int(np.count_nonzero(counted))
    return {
        "value": ratio,
        **known,
        "denominator_mean": float(below.mean()),
        "verdict": _verdict(ratio, known["mc_error_90"], stop_rate),
        "worlds_that_hold": holding / worlds,
        "worlds_that_hold_error_90": list(wilson_interval(holding, worlds)),
        "worlds_without_meaning": by_world.size - worlds,
    }


def _at_least(values: F64, least: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Return which values reach a least one, to within the rounding of its product."""
    return np.asarray(values >= np.asarray(least) * (1.0 - 1e-12))


def _verdict(value: float, error: list[float] | None, stop_rate: float) -> str:
    """Return whether a share reaches the claim: holds, does not hold, or cannot be told."""
    if error is not None and error[0] < stop_rate <= error[1] and not value == error[0] == error[1]:
        return "cannot be told"
    return "holds" if _reaches(value, stop_rate) else "does not hold"


_CHANCES = ("kill_probability", "tracking")
"""Levers without which nothing is stopped, which needs no raid to be known."""


@dataclass(eq=False)
class _Search:
    """The share stopped over a lever; what was played is kept."""

    lever: Lever
    launched: int
    view: str
    play: Callable[[EngineCase], Outcomes]
    outcomes: dict[float, Outcomes] = field(default_factory=dict)
    rows: dict[float, dict[str, Any]] = field(default_factory=dict)

    def row(self, value: float) -> dict[str, Any]:
        """Return the share stopped at a value of the lever, with its intervals."""
        if value not in self.rows:
            if value not in self.outcomes:
                self.outcomes[value] = self.play(self.lever.case(value))
            share = self.outcomes[value].killed / max(self.launched, 1)
            self.rows[value] = estimate_row(share, self.view, bounds=(0.0, 1.0))
            if value == 0.0 and self.lever.name in _CHANCES:
                self.rows[value]["mc_error_90"] = [0.0, 0.0]
        return self.rows[value]

    def least(self, stop_rate: float, read: Callable[[dict[str, Any]], float | None]) -> float | None:
        """Return the least value at which what is read of the share reaches the rate; None if none does."""
        values = self.lever.values
        low, high = -1, len(values) - 1
        if not _reaches(read(self.row(values[high])), stop_rate):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (
                (low, middle) if _reaches(read(self.row(values[middle])), stop_rate) else (middle, high)
            )
        return values[high]


def _reaches(value: float | None, stop_rate: float) -> bool:
    """Return whether a share reaches the rate, to within rounding."""
    return value is not None and value >= stop_rate - 1e-12


def _lever_row(
    search: _Search, stop_rate: float, levers: tuple[Lever, ...], reasons: Sequence[str]
) -> dict[str, Any]:
    """Return one lever: its ceiling, and how far it must go."""
    lever = search.lever
    end = search.outcomes[lever.most]
    for part in _SHOWN:
        search.row(lever.values[round(part * (len(lever.values) - 1))])
    required = search.least(stop_rate, lambda row: float(row["mean"]))
    intervals = {}
    for name in ("mc_error_90", "ignorance_90"):
        known = search.row(lever.most)[name] is not None
        intervals[name] = (
            [search.least(stop_rate, _end_of(name, place)) for place in (1, 0)] if known else None
        )
    binding = binding_of(end.ledger)
    row = {
        "lever": lever.name,
        "words": lever.words,
        "unit": lever.unit,
        "now": lever.now,
        "most": lever.most,
        "ceiling": search.row(lever.most),
        "reached": required is not None,
        "required": required,
        "required_mc_error_90": intervals["mc_error_90"],
        "required_ignorance_90": intervals["ignorance_90"],
        "lacking_at_most": binding.resource or None,
        "ledger_at_most": ledger_means_of(end.ledger, reasons),
        "ledger_at_most_mc_error_90": ledger_errors_of(end.ledger, reasons, search.launched),
        "played": [{"value": value, "stopped_share": search.rows[value]} for value in sorted(search.rows)],
    }
    if lever.name == TOGETHER and required is not None:
        row["values"] = values_together(levers, required)
    return row


def _seconds(lever: Lever, scenario: Scenario, catalogue: Catalogue) -> dict[str, Any]:
    """Return how long each class flies over a kilometre, for what is a range of warning."""
    if lever.name != "warning":
        return {}
    groups = [
        group
        for group in scenario.raid.groups
        if group.count and not catalogue.threats[group.threat_class].is_decoy
    ]
    return {"seconds_per_km": {group.threat_class: 1000.0 / group.speed_mps for group in groups}}


def _end_of(name: str, place: int) -> Callable[[dict[str, Any]], float | None]:
    """Return what reads an end of an interval of the share."""
    return lambda row: None if row[name] is None else float(row[name][place])
