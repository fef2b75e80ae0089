"""Why one threat of one raid was not shot at, or how it was stopped: its story, what fire units could have
done, and what would have had to be different."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from skykeep.core.raid.account.hindsight import Chance, look_back
from skykeep.core.raid.vocabulary.codes import RAID
from skykeep.core.raid.vocabulary.reasons import REASON_NAMES, STEPS
from skykeep.core.raid.world import Case

from .legend import Legend
from .replay import PlayedRaid, play_raid
from .story import place_then, tell_threat
from .what_if import Trial, try_changes
from .what_if_traffic import try_savings

__all__ = ["Explanation", "explain_threat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A threat of a raid explained.

    ``threat`` is its row as in a story, ``moments`` all that happened to it in order of time, ``unit`` the
    fire unit that came farthest towards a shot, ``chances`` when each could have launched and why it did not,
    or not again, ``trials`` what one change would have done, none for traffic that nobody shot at.
    """

    threat: dict[str, Any]
    moments: list[dict[str, Any]]
    unit: str
    chances: list[dict[str, Any]]
    trials: list[dict[str, Any]]


def explain_threat(case: Case, world: int, replication: int, threat: int, *, legend: Legend) -> Explanation:
    """Return one threat of the raid of a key explained.

    Parameters
    ----------
    case
        The compiled case.
    world, replication
        Key of the raid.
    threat
        Row of the threat.
    legend
        Names of what the rows of the case stand for.

    Raises
    ------
    UsageError
        If the case does not hold the world, or the replication is negative.
    KernelFault
        If the kernel broke off.
    """
    played = play_raid(case, world, replication)
    row, moments = tell_threat(case, world, played, threat, legend=legend)
    chances = look_back(case, world, played.raid, threat)
    unit = max(range(len(chances)), key=lambda number: STEPS[chances[number].reason], default=0)
    return Explanation(
        threat=row,
        moments=moments,
        unit=legend.units[unit] if legend.units else "",
        chances=[
            _chance_row(case, world, played, threat, number, chances[number], legend)
            for number in range(len(chances))
        ],
        trials=[asdict(trial) for trial in _trials(case, world, replication, unit=unit, threat=threat)]
        if legend.units and (case.threats["side"][threat] == RAID or row["shots"])
        else [],
    )


def _trials(case: Case, world: int, replication: int, *, unit: int, threat: int) -> list[Trial]:
    """Return what one change would have done for a threat, or for an aircraft of the traffic."""
    if case.threats["side"][threat] == RAID:
        return try_changes(case, world, replication, unit=unit, threat=threat)
    return try_savings(case, world, replication, threat=threat)


def _chance_row(
    case: Case, world: int, played: PlayedRaid, threat: int, unit: int, chance: Any, legend: Legend
) -> dict[str, Any]:
    """Return what a fire unit could have done, as plain data; ranges are those at the launch."""
    row: dict[str, Any] = {"unit": legend.units[unit]}
    row |= {name: _plain(chance[name]) for name in Chance.dtype.names or () if name != "reason"}
    row["reason"] = REASON_NAMES[chance.reason - 1]
    row["ready_s"] = _plain(played.raid.engagements[unit, threat].ready_s)
    site = int(case.units["site"][world, unit])
    for name in ("first", "ready_first", "last"):
        time_s = row[f"{name}_s"]
        place = {} if time_s is None else place_then(case, played, threat, site, time_s)
        row[f"{name}_ground_range_m"] = place.get("ground_range_m")
    row["target_channels"] = int(case.units["target_channels"][world, unit])
    row["channels_ready"] = int(played.raid.units[unit].channels_ready)
    row["rounds_ready"] = int(_rounds_at_start(case, world, played, unit))
    return row


def _rounds_at_start(case: Case, world: int, played: PlayedRaid, unit: int) -> int:
    """Return the rounds that a fire unit began the raid with, on launchers that were ready."""
    given = case.units[world, unit]
    own = slice(given.first_launcher, given.end_launcher)
    ready = played.raid.launchers["emptied_s"][own] > -np.inf
    return int((case.launchers["rounds"][world, own] * ready).sum())


def _plain(value: Any) -> float | bool | None:
    """Return a number or flag of a table as plain data, None for what never happened."""
    if isinstance(value, np.bool_):
        return bool(value)
    return float(value) if np.isfinite(value) else None
