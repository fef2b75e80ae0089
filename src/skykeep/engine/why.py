"""Why one threat of one raid was not shot at, or how it was stopped: its story, what fire units could have
done, and what would have had to be different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from skykeep.core.kernel.records import Rows
from skykeep.core.raid.codes import LEAKED, RAID
from skykeep.core.raid.hindsight import Chance, look_back
from skykeep.core.raid.kinds import LOG_ORDERED
from skykeep.core.raid.reasons import REASON_NAMES
from skykeep.core.raid.sides import real_threats
from skykeep.core.raid.world import Case

from .blocks import Block, blocks_of
from .legend import Legend
from .replay import PlayedRaid, play_raid
from .story import place_then, tell_threat
from .what_if import Trial, try_changes
from .what_if_traffic import try_savings

__all__ = ["REASON_OF_BLOCK", "Explanation", "explain_threat", "told_reason"]

REASON_OF_BLOCK: Mapping[str, str] = MappingProxyType(
    {
        "no_round": "no_round",
        "no_channel": "no_channel",
        "no_missile_channel": "no_channel",
        "engaged_by_unit": "no_channel",
        "engaged_by_others": "no_channel",
        "out_of_sector": "out_of_sector",
        "leaves_sector": "out_of_sector",
        "turning": "out_of_sector",
        "held_by_doctrine": "held_by_doctrine",
        "waits_by_doctrine": "held_by_doctrine",
        "not_ordered": "held_by_doctrine",
        "awaits_order": "no_channel",
        "waits_for_orders": "held_by_doctrine",
        "held_for_decoy": "taken_for_decoy",
        "held_for_friend": "taken_for_friend",
        "not_identified": "not_identified",
        "unit_lost": "unit_lost",
    }
)
"""The reason of the ledger that a block leads to, if it was the last before no shot was left."""

_STEPS = (
    "out_of_envelope",
    "seen_too_late",
    "no_operator",
    "taken_for_decoy",
    "taken_for_friend",
    "not_identified",
    "out_of_sector",
    "held_by_doctrine",
    "unit_lost",
    "no_round",
    "no_channel",
)
"""How far a fire unit came towards a shot."""
_BEFORE_TRACK = ("never_in_sight", "out_of_sector", "not_tracked_by_luck", "not_detected", "unit_lost")
"""Reasons that are settled before any fire unit has a say, where no post has learnt of a track."""
_LEFT_ALONE = ("held_for_friend", "not_identified")
"""Blocks of a fire unit that leaves a threat alone for whose it is: none that comes later counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A threat of a raid explained.

    ``threat`` is its row as in a story, ``moments`` all that happened to it in order of time, ``told_reason``
    why it leaked by what was told alone (None if it did not), ``unit`` the fire unit that came farthest,
    ``chances`` when each fire unit could have launched, ``trials`` what one change would have done, none for
    traffic that nobody shot at.
    """

    threat: dict[str, Any]
    moments: list[dict[str, Any]]
    told_reason: str | None
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
    units = _units_of(played, threat, chances)
    unit = max(range(len(units.reasons)), key=lambda number: _STEPS.index(units.reasons[number]), default=0)
    return Explanation(
        threat=row,
        moments=moments,
        told_reason=_told_reason(case, played, threat, units),
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


def told_reason(case: Case, world: int, played: PlayedRaid, threat: int) -> str | None:
    """Return why a threat leaked by what is told of it: the last thing that kept a fire unit from a shot, for
    the unit that came farthest. None for what did not leak, and for decoys.

    Parameters
    ----------
    case, world
        The compiled case, and the world of the raid.
    played
        The raid.
    threat
        Row of the threat.
    """
    return _told_reason(
        case, played, threat, _units_of(played, threat, look_back(case, world, played.raid, threat))
    )


def _told_reason(case: Case, played: PlayedRaid, threat: int, units: _Units) -> str | None:
    """Return the same, where it is known why each fire unit did not shoot."""
    result = played.results.threats[0, threat]
    state = played.raid.threats[threat]
    if result.outcome != LEAKED or not real_threats(case.threats)[threat]:
        return None
    if state.lost_shots > 0:
        return "unit_lost"
    if result.shots > 0:
        return "held_by_doctrine" if units.closed_too_early else "missed"
    if state.held_for_decoy:
        return "taken_for_decoy"
    if _is_taken_for_friend(case, played, threat):
        return "taken_for_friend"
    settled = REASON_NAMES[result.reason - 1]
    if settled == _BEFORE_TRACK[0] or (settled in _BEFORE_TRACK and not np.isfinite(result.confirmed_s)):
        return settled
    return max(units.reasons, key=_STEPS.index, default="out_of_envelope")


def _is_taken_for_friend(case: Case, played: PlayedRaid, threat: int) -> bool:
    """Return whether every post with fire units that knew of a threat took it for a friend, and any did."""
    tracks = played.raid.tracks
    knew = np.isfinite(tracks["known_s"][:, threat])
    knew &= case.posts["end_unit"][0] > case.posts["first_unit"][0]
    return bool(knew.any() and tracks["held_friendly"][knew, threat].all())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Units:
    """Why each fire unit did not shoot at a threat, or not again, and whether one let it go too early."""

    reasons: tuple[str, ...]
    closed_too_early: bool


def _units_of(played: PlayedRaid, threat: int, chances: Rows[Chance]) -> _Units:
    """Return what the log tells of each fire unit since its last salvo at a threat."""
    blocks = list(blocks_of(played, threat))
    entries = played.entries[played.entries["threat"] == threat]
    reasons, too_early = [], False
    for unit in range(len(chances)):
        chance = chances[unit]
        ordered = (entries["kind"] == LOG_ORDERED) & (entries["place"] == unit)
        since_s = float(entries["time_s"][ordered].max(initial=-np.inf))
        since = [block for block in blocks if block.unit == unit and block.from_s >= since_s]
        kept_out = bool(played.raid.engagements[unit, threat].kept_out)
        lost = played.raid.units[unit].lost_s < played.raid.threats[threat].impact_s
        reasons.append(_unit_reason(since, chance, lost=bool(lost), kept_out=kept_out))
        closed_s = float(played.raid.engagements[unit, threat].closed_s)
        too_early |= reasons[-1] == "held_by_doctrine" or closed_s <= chance.last_s < np.inf
    return _Units(reasons=tuple(reasons), closed_too_early=bool(too_early))


def _unit_reason(since: Sequence[Block], chance: Chance, *, lost: bool, kept_out: bool) -> str:
    """Return why a fire unit did not shoot: what kept it from a shot last, where it had one at all.

    Doctrine counts before a want of rounds, that before a unit that was out of action in the end, and that
    before what a free unit with rounds waited for. ``kept_out`` is true if it had a shot while it was out.
    """
    if kept_out and not np.isfinite(chance.ready_first_s):
        return "unit_lost"
    if not np.isfinite(chance.first_s):
        return "out_of_envelope"
    if not np.isfinite(chance.ready_first_s):
        return "no_operator" if chance.waited_for_operator else "seen_too_late"
    for block in since:
        if block.name in _LEFT_ALONE:
            return REASON_OF_BLOCK[block.name]
    last = _last_reason(since)
    if last == "held_by_doctrine":
        return last
    if last == "no_round" or not chance.round_ready:
        return "no_round"
    return "unit_lost" if lost or kept_out else last


def _last_reason(since: Sequence[Block]) -> str:
    """Return the reason of the last block since the threat was said to come into reach; a want of channels
    counts where there was no other: a unit without a round has no need of one."""
    names = [block.name for block in since if block.name != "unit_lost"]
    waited = len(names) - names[::-1].index("not_in_reach") if "not_in_reach" in names else 0
    reasons = [REASON_OF_BLOCK[name] for name in names[waited:] if name in REASON_OF_BLOCK]
    return next((reason for reason in reversed(reasons) if reason != "no_channel"), "no_channel")


def _chance_row(
    case: Case, world: int, played: PlayedRaid, threat: int, unit: int, chance: Any, legend: Legend
) -> dict[str, Any]:
    """Return what a fire unit could have done, as plain data; ranges are those at the launch."""
    row: dict[str, Any] = {"unit": legend.units[unit]}
    row |= {name: _plain(chance[name]) for name in Chance.dtype.names or ()}
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
