"""Whether there is a clear winner, by a rule that is stated with every answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from ..intervals import WORLDS_FOR_IGNORANCE
from .pairs import Chance, chance_over_worlds, resampled_worlds

__all__ = ["RULE", "SURE_P", "WINNER", "SettledWinner", "Winner", "find_winner", "is_settled"]

F64 = npt.NDArray[np.float64]

WINNER = "winner"
"""Goal of a study: that more worlds would not change whether there is a clear winner."""
SURE_P = 0.9
"""How sure is sure: the share of the draws of the figures that must agree."""
_SURE = f"{100.0 * SURE_P:.0f}"
RULE = (
    f"An option is the clear winner if we are {_SURE} % sure that it is better than each other: on average "
    f"over raids it is so in {_SURE} of 100 joint draws of the figures, the error of the computation allowed "
    "for. If some other is not beaten so often there is no clear winner; if the error leaves that open, too "
    "few draws were made to tell."
)
ALIKE = "the options do the same in every raid"
TOO_FEW = f"fewer than {WORLDS_FOR_IGNORANCE} worlds, too few to be sure of anything"
ONE_OPTION = "there is one option alone"

Status = Literal["clear", "none", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Winner:
    """The option that is best on average, whether that is clear, and which others keep it from that.

    ``status``: ``clear``; ``none``, there is no clear winner; ``open``, more worlds would tell.
    ``not_beaten`` are those that it surely does not beat so often, ``undecided`` those of which the
    computation leaves that open.
    """

    leader: str
    status: Status
    not_beaten: tuple[str, ...]
    undecided: tuple[str, ...] = ()
    note: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "leader": self.leader,
            "status": self.status,
            "clear": self.status == "clear",
            "not_beaten": list(self.not_beaten),
            "undecided": list(self.undecided),
            "note": self.note,
        }


def find_winner(means: Mapping[str, float], sure_of: Callable[[str, str], Chance], *, worlds: int) -> Winner:
    """Return who leads, and whether clearly, by :data:`RULE`.

    Parameters
    ----------
    means
        Mean of a measure by option; the least is best, of equal ones the first.
    sure_of
        Gives the chance that the first of two options is better than the second in expectation.
    worlds
        Joint draws of the figures behind it.
    """
    leader = min(means, key=lambda name: means[name])
    chances = {name: sure_of(leader, name) for name in means if name != leader}
    if not chances:
        return Winner(leader=leader, status="open", not_beaten=(), note=ONE_OPTION)
    if len(set(means.values())) == 1 and all(_is_alike(each) for each in chances.values()):
        return Winner(leader=leader, status="none", not_beaten=tuple(chances), note=ALIKE)
    if worlds < WORLDS_FOR_IGNORANCE:
        return Winner(leader=leader, status="open", not_beaten=(), undecided=tuple(chances), note=TOO_FEW)
    settled = {name: is_settled(each) for name, each in chances.items()}
    not_beaten = tuple(name for name in chances if settled[name] and not _is_sure(chances[name]))
    undecided = tuple(name for name in chances if not settled[name])
    status: Status = "none" if not_beaten else "open" if undecided else "clear"
    return Winner(leader=leader, status=status, not_beaten=not_beaten, undecided=undecided)


def is_settled(chance: Chance) -> bool:
    """Return whether more worlds would not change which side of the rule a chance is on."""
    ends = chance.computed_90
    return ends is not None and (ends[0] >= SURE_P or ends[1] < SURE_P)


def _is_sure(chance: Chance) -> bool:
    """Return whether a chance is beyond the rule, its error allowed for."""
    return chance.computed_90 is not None and chance.computed_90[0] >= SURE_P


def _is_alike(chance: Chance) -> bool:
    """Return whether two options never differed."""
    return chance.computed_90 is not None and chance.computed_90[0] == chance.computed_90[1] == chance.p


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledWinner:
    """There is a clear winner in leakers, or surely none: a goal as ``skykeep.study.stopping`` has them."""

    seed: int

    def is_reached(self, leakers: Sequence[F64]) -> bool:
        """Return whether more worlds would not change the answer."""
        again = resampled_worlds(self.seed, len(leakers[0]))
        options = {str(place): each for place, each in enumerate(leakers)}
        winner = find_winner(
            {name: float(each.mean()) for name, each in options.items()},
            lambda first, second: chance_over_worlds(options[first] - options[second], again),
            worlds=len(leakers[0]),
        )
        return winner.status != "open"

    def as_row(self) -> dict[str, Any]:
        """Return the goal as plain data."""
        return {"settled": WINNER}
