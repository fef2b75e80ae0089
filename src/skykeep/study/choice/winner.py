"""Whether there is a clear winner, by a rule that is stated with every answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..intervals import WORLDS_FOR_IGNORANCE
from .pairs import Chance

__all__ = ["RULE", "SURE_P", "Winner", "find_winner", "is_settled"]

SURE_P = 0.9
"""How sure is sure: the share of the draws of the figures that must agree."""
_SURE = f"{100.0 * SURE_P:.0f}"
RULE = (
    f"An option is the clear winner if we are {_SURE} % sure that it is better than each other: on average "
    f"over raids it is so in {_SURE} of 100 joint draws of the figures, the error of the computation allowed "
    "for. If some other is not beaten so often there is no clear winner; if the error leaves that open, more "
    "worlds would tell."
)
ALIKE = "the options do the same in every raid"
TOO_FEW = f"fewer than {WORLDS_FOR_IGNORANCE} worlds, too few to be sure of anything"
ONE_OPTION = "there is one option alone"

Status = Literal["clear", "none", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Winner:
    """The option that is best on average, whether that is clear, and which others it does not clearly beat.

    ``status``: ``clear``; ``none``, there is no clear winner; ``open``, more worlds would tell.
    """

    leader: str
    status: Status
    not_beaten: tuple[str, ...]
    note: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "leader": self.leader,
            "status": self.status,
            "clear": self.status == "clear",
            "not_beaten": list(self.not_beaten),
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
        return Winner(leader=leader, status="open", not_beaten=tuple(chances), note=TOO_FEW)
    not_beaten = tuple(name for name, each in chances.items() if not _is_sure(each))
    if not not_beaten:
        return Winner(leader=leader, status="clear", not_beaten=())
    settled = any(is_settled(chances[name]) for name in not_beaten)
    return Winner(leader=leader, status="none" if settled else "open", not_beaten=not_beaten)


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
