"""Options that were played, as plain rows: measures with their intervals, and how sure each order is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..binding import binding_of
from ..intervals import TOO_FEW_TO_SPLIT, WORLDS_FOR_IGNORANCE, estimate_outcome
from ..outcomes import Outcomes, estimate_row
from ..stress import Loss
from .pairs import Beats, Chance, beats, chance_over_worlds, resampled_worlds
from .play import Played
from .reach import Reach
from .robustness import Robustness
from .winner import Winner, find_winner

__all__ = [
    "MEASURES",
    "Group",
    "country_estimates",
    "drawn_estimate",
    "figure_pairs",
    "lost_row",
    "outcome_pairs",
    "played_row",
    "reach_row",
]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

VIEW = "balanced"
NO_LUCK = "figures alone decide it: there is no luck in it"

MEASURES: Mapping[str, tuple[str, bool]] = {
    "leakers": ("leakers", True),
    "p_no_leaker": ("none_leaked", False),
    "rounds_left": ("rounds_left", False),
}
"""Measures of a raid that options are compared by: the column, and whether less is better."""


class Group(NamedTuple):
    """What a comparison is of: one site, one raid, what is alike and how all fight; empty where it is not of
    raids."""

    site: str
    raid: str
    balance: str
    doctrine: str = ""


def played_row(option: str, group: Group, played: Played) -> dict[str, Any]:
    """Return what one option does against a raid at a site, each number with its intervals."""
    outcomes, threats = played.outcomes, played.threats
    binding = binding_of(outcomes.ledger)
    ledger = outcomes.ledger.mean(axis=(0, 1))
    return {
        "option": option,
        **group._asdict(),
        "worlds": outcomes.worlds,
        "replications": outcomes.leakers.shape[1],
        "threats_launched": threats,
        "decoys_launched": played.decoys,
        "leakers": estimate_row(outcomes.leakers, VIEW, bounds=(0.0, float(threats))),
        "stopped_share": estimate_row(outcomes.killed / max(threats, 1), VIEW, bounds=(0.0, 1.0)),
        "p_no_leaker": estimate_row(outcomes.none_leaked, VIEW, is_probability=True),
        "rounds_fired": estimate_row(outcomes.shots, VIEW),
        "rounds_left": estimate_row(outcomes.rounds_left, VIEW),
        "ledger": {
            name: estimate_row(outcomes.ledger[..., place], VIEW, bounds=(0.0, float(threats)))
            for place, name in enumerate(played.reasons)
            if ledger[place] > 0.0
        },
        "most_lacked": binding.resource or None,
        "most_lacked_ties": list(binding.ties),
        "by_doctrine": list(_by_doctrine(played)),
    }


def _by_doctrine(played: Played) -> Iterator[dict[str, Any]]:
    """Yield mean leakers of the worlds that drew each doctrine: the same worlds for every option."""
    for place, name in enumerate(played.alternatives):
        inside = played.firing == place
        if inside.any():
            leakers = played.outcomes.leakers[inside]
            row = estimate_row(leakers, VIEW, bounds=(0.0, float(played.threats)))
            yield {"doctrine": name, "worlds": int(inside.sum()), "leakers": row}


def outcome_pairs(
    outcomes: Mapping[str, Outcomes], group: Group, *, seed: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return for every measure of a raid how often each option does better than each other, and who wins."""
    pairs, winners = [], []
    worlds = next(iter(outcomes.values())).worlds
    again = resampled_worlds(seed, worlds)
    for measure, (column, less) in MEASURES.items():
        sign = 1.0 if less else -1.0
        values = {name: sign * getattr(each, column) for name, each in outcomes.items()}
        rows, winner = _compared(values, again, of_raids=True)
        label = {"measure": measure, **group._asdict()}
        pairs += [label | row for row in rows]
        winners.append(label | winner.as_row())
    return pairs, winners


def figure_pairs(
    measure: str, values: Mapping[str, F64], group: Group, *, less_is_better: bool, seed: int
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the same of a measure that figures alone decide, one value for each world."""
    sign = 1.0 if less_is_better else -1.0
    worlds = len(next(iter(values.values())))
    signed = {name: sign * each[:, None] for name, each in values.items()}
    rows, winner = _compared(signed, resampled_worlds(seed, worlds), of_raids=False)
    label = {"measure": measure, **group._asdict()}
    return [label | row for row in rows], label | winner.as_row()


def _compared(
    values: Mapping[str, F64], again: I64, *, of_raids: bool
) -> tuple[list[dict[str, Any]], Winner]:
    """Return each pair of options once, and who wins; less is better."""
    names = list(values)
    found: dict[tuple[str, str], Chance] = {}
    rows = []
    for place, first in enumerate(names):
        for second in names[place + 1 :]:
            if of_raids:
                both: Beats = beats(values[first], values[second], again)
                sure, told = both.expected, both.as_row()
            else:
                sure = chance_over_worlds(values[first] - values[second], again)
                told = {"one_raid": None, "expected": sure.as_row()}
            found[first, second], found[second, first] = sure, sure.other_way
            rows.append({"option": first, "other": second, **told})
    means = {name: float(each.mean()) for name, each in values.items()}
    return rows, find_winner(means, lambda one, two: found[one, two], worlds=len(values[names[0]]))


def drawn_estimate(values: F64, *, bounds: tuple[float, float] | None = None) -> dict[str, Any]:
    """Return the mean of a measure that figures alone decide [world], with its intervals: no luck, and the 5
    and 95 % points over worlds as how sure it is.
    """
    row = estimate_outcome(values[:, None], bounds=bounds).as_row()
    enough = len(values) >= WORLDS_FOR_IGNORANCE
    return row | {
        "ignorance_90": row["total_90"] if enough else None,
        "ignorance_note": "" if enough else TOO_FEW_TO_SPLIT,
        "luck_note": NO_LUCK,
    }


def reach_row(reach: Reach) -> dict[str, Any]:
    """Return coverage of one option at a site and height as plain data."""
    systems = []
    for system, row in reach.systems:
        shares = {
            "seen_share": _with_limits(row.seen, row.seen_limits),
            "engageable_share": _with_limits(row.engageable, row.engageable_limits),
        }
        systems.append({"system": system, "threat_class": row.threat_class, **shares})
    return {
        "option": reach.option,
        "site": reach.site,
        "height_agl_m": reach.height_agl_m,
        "systems": systems,
        **{f"keep_out_{name}_m": drawn_estimate(values) for name, values in reach.keep_out_m.items()},
        "country": country_estimates(reach.country_shares),
    }


def _with_limits(best: float, limits: tuple[float, float] | None) -> dict[str, float]:
    """Return a share with the limits of the public figures."""
    low, high = limits or (best, best)
    return {"best": best, "low": low, "high": high}


def country_estimates(shares: Mapping[str, F64]) -> dict[str, Any]:
    """Return the shares of a country [world] that are engaged, with their intervals, as plain data."""
    return {
        f"engageable_share_of_{name}": drawn_estimate(values, bounds=(0.0, 1.0))
        for name, values in shares.items()
    }


def lost_row(found: Robustness) -> dict[str, Any]:
    """Return what an option does without each of its parts, and without the worst, as plain data."""
    most = float(found.threats)

    def row(loss: Loss, outcomes: Outcomes) -> dict[str, Any]:
        return {
            "lost": loss.ids[0],
            "kind": loss.kind,
            "words": loss.words,
            "leakers": estimate_row(outcomes.leakers, VIEW, bounds=(0.0, most)),
            "change": estimate_row(outcomes.leakers - found.whole.leakers, VIEW, bounds=(-most, most)),
            "stopped_share_lost": estimate_row(found.lost_share(outcomes.killed), VIEW, bounds=(-1.0, 1.0)),
            "shoots": bool(outcomes.engaged.any()),
        }

    return {
        "parts": found.parts,
        "worlds": found.whole.worlds,
        "replications": found.whole.leakers.shape[1],
        "whole": estimate_row(found.whole.leakers, VIEW, bounds=(0.0, most)),
        "whole_stopped_share": estimate_row(found.whole.killed / max(most, 1.0), VIEW, bounds=(0.0, 1.0)),
        "mean_stopped_share_lost": estimate_row(found.mean_lost_share, VIEW, bounds=(-1.0, 1.0)),
        "ending": sum(not outcomes.engaged.any() for _, outcomes in found.alone),
        "worst": row(*found.worst),
        "worst_that_shoots": None if found.worst_that_shoots is None else row(*found.worst_that_shoots),
        "losses": [row(*each) for each in found.alone],
    }
