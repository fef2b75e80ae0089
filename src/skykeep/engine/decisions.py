"""The door for policies in Python: what a post that assigns knows, and what it orders.

The kernel comes back with ``DECISION`` where a post decides; Python reads the situation, never the truth, and
writes its orders; the raid goes on.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from skykeep.compiler.assigning import with_policy
from skykeep.core.command.policies.instance import Instance
from skykeep.core.raid.account.results import Results
from skykeep.core.raid.batch import run_raids
from skykeep.core.raid.state import Raid
from skykeep.core.raid.vocabulary.codes import DECISION, USER_POLICY
from skykeep.core.raid.world import Case
from skykeep.errors import UsageError, did_you_mean

from .legend import Legend

__all__ = [
    "LEAVE_TO_UNITS",
    "ROUNDS_MOST",
    "Answer",
    "Policy",
    "PolicySeat",
    "Situation",
    "asks_user",
    "checked_orders",
    "name_of",
    "put_answer",
    "situation_of",
]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Bits = npt.NDArray[np.bool_]

LEAVE_TO_UNITS: Literal["leave"] = "leave"
"""The answer that lets each fire unit look for itself until the post decides again."""

ROUNDS_MOST = 64
"""Most rounds that one order may ask for."""

Order: TypeAlias = "tuple[str | int, str | int] | tuple[str | int, str | int, int]"
Answer: TypeAlias = "Iterable[Order] | Literal['leave'] | None"
"""Orders (unit, threat) or (unit, threat, rounds), by id or by place in the situation; none holds fire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a command post that assigns knows when it decides.

    Of all that it knows, these are the threats that it holds to be alive and that nobody engages as far as it
    has been told, with the fire units that it can reach. Arrays are copies; times are on the raid's clock.

    Attributes
    ----------
    post
        The command post that decides.
    world, replication, decision
        Key of the raid, and which decision of it this is, from 1.
    time_s
        Now.
    units
        Fire units, by id, shape (m,) in all arrays below.
    channels_free
        Engagements that each could begin beside those that were ordered.
    rounds
        Rounds on its launchers, those that are being loaded included.
    threats
        Threats, by id, in the order in which they arrive, shape (n,).
    threat_class
        What each is taken for.
    value
        What may be lost if it gets through: the most valuable of the places that its track allows, a part of
        the defence counted as the dearest asset; 0 if it allows none.
    time_to_go_s
        Until it comes to the first of these places; infinite if its track allows none.
    known_s
        Since when the post knows it.
    launch_s, intercept_s
        The earliest shot of each unit at each threat that an order of now could bring about, shape (m, n);
        infinite where there is none.
    salvo
        Rounds that the doctrine of the unit asks for, 0 where there is no shot.
    miss_p
        What the post believes of that salvo to miss: by the best public figure, whatever is true; 1 where
        there is no shot.
    due
        Whether the shot can be ordered now and comes within the look-ahead.
    """

    post: str
    world: int
    replication: int
    decision: int
    time_s: float
    units: tuple[str, ...]
    channels_free: I64
    rounds: I64
    threats: tuple[str, ...]
    threat_class: tuple[str, ...]
    value: F64
    time_to_go_s: F64
    known_s: F64
    launch_s: F64
    intercept_s: F64
    salvo: I64
    miss_p: F64
    due: Bits

    def instance(self) -> Instance:
        """Return the static assignment of the salvos that are due, one at a threat at most."""
        return Instance(np.where(self.due, self.miss_p, 1.0), self.value.copy(), self.channels_free.copy(), 1)


class Policy(Protocol):
    """What assigns threats to fire units: anything with such a method.

    Each raid is played with a copy of its own, made with ``copy.deepcopy`` before its first decision, so what
    a policy remembers of one raid never reaches another.
    """

    def decide(self, situation: Situation) -> Answer:
        """Return orders (unit, threat) or (unit, threat, rounds); an empty list or None to hold fire; or
        :data:`LEAVE_TO_UNITS`."""


def name_of(policy: Policy) -> str:
    """Return what a policy is called: its ``name``, or that of its class."""
    return str(getattr(policy, "name", type(policy).__name__))


def asks_user(case: Case) -> Case:
    """Return a case whose highest posts ask a policy in Python."""
    return with_policy(case, USER_POLICY)


def situation_of(case: Case, world: int, raid: Raid, legend: Legend) -> Situation:
    """Return what the post that decides knows."""
    slot = raid.slot
    units = np.array(raid.aim_units[: slot.units])
    threats = np.array(raid.aim_threats[: slot.threats])
    aims = raid.aims[np.ix_(units, threats)]
    track = raid.tracks[slot.post, threats]
    arrivals_s = raid.stakes["arrives_s"][threats]
    return Situation(
        post=legend.posts[slot.post],
        world=world,
        replication=int(raid.progress.replication),
        decision=int(slot.decisions),
        time_s=float(raid.progress.now_s),
        units=tuple(legend.units[number] for number in units),
        channels_free=np.array(raid.spare[: slot.units]),
        rounds=np.array([_rounds_of(case, world, raid, number) for number in units], np.int64),
        threats=tuple(legend.threats[number] for number in threats),
        threat_class=tuple(legend.threat_class[number] for number in threats),
        value=raid.stakes["worth"][threats],
        time_to_go_s=np.where(arrivals_s > -np.inf, arrivals_s - raid.progress.now_s, np.inf),
        known_s=np.array(track["known_s"]),
        launch_s=np.array(aims["launch_s"]),
        intercept_s=np.array(aims["intercept_s"]),
        salvo=np.array(aims["rounds"]),
        miss_p=np.array(aims["miss_p"]),
        due=np.array(aims["due"]),
    )


def _rounds_of(case: Case, world: int, raid: Raid, unit: int) -> int:
    """Return the rounds of a fire unit."""
    given = case.units[world, unit]
    return int(raid.launchers["rounds"][given.first_launcher : given.end_launcher].sum())


def put_answer(raid: Raid, situation: Situation, answer: Any, name: str) -> None:
    """Put the answer of a policy where the kernel reads it.

    Raises
    ------
    UsageError
        If it is none of what is allowed; the message names the policy, what it returned, and when.
    """
    raid.slot.leaves = isinstance(answer, str) and answer == LEAVE_TO_UNITS
    raid.answer[...] = 0
    if not raid.slot.leaves:
        for unit, threat, rounds in checked_orders(situation, answer, name):
            raid.answer[raid.aim_units[unit], raid.aim_threats[threat]] = rounds
    raid.slot.answered = True


def checked_orders(situation: Situation, answer: Any, name: str) -> list[tuple[int, int, int]]:
    """Return the orders of an answer by places of unit and threat, with rounds.

    Raises
    ------
    UsageError
        As :func:`put_answer`.
    """
    return _Checked(situation, name).orders(answer)


class _Checked:
    """Orders of one answer, each checked against the situation."""

    def __init__(self, situation: Situation, name: str) -> None:
        self.situation, self.name = situation, name

    def refuse(self, returned: Any, wrong: str) -> UsageError:
        """Return the error that says who returned what, when, and what is wrong."""
        when = self.situation
        return UsageError(
            f"policy {self.name!r}: decide returned {_shown(returned)} at {when.time_s:.1f} s (world "
            f"{when.world}, replication {when.replication}, decision {when.decision}): {wrong}"
        )

    def orders(self, answer: Any) -> list[tuple[int, int, int]]:
        """Return places of unit and threat, and rounds, of each order."""
        if answer is None:
            return []
        if isinstance(answer, str) or not hasattr(answer, "__iter__"):
            allowed = f"orders (unit, threat) or (unit, threat, rounds), None, or {LEAVE_TO_UNITS!r}"
            raise self.refuse(answer, f"must be a list of {allowed}")
        found: list[tuple[int, int, int]] = []
        for order in answer:
            found.append(self.order(order))
            if any(threat == found[-1][1] for _, threat, _ in found[:-1]):
                threat = self.situation.threats[found[-1][1]]
                raise self.refuse(
                    order, f"threat {threat!r} is given to two fire units; one decision allows one"
                )
        for place, unit in enumerate(self.situation.units):
            begun = sum(each == place for each, _, _ in found)
            free = int(self.situation.channels_free[place])
            if begun > free:
                raise self.refuse(
                    answer, f"{begun} orders to {unit!r}, which can begin {free} engagements (channels_free)"
                )
        return found

    def order(self, order: Any) -> tuple[int, int, int]:
        """Return one order, checked."""
        if isinstance(order, str) or not isinstance(order, Sequence) or len(order) not in (2, 3):
            raise self.refuse(order, "an order must be (unit, threat) or (unit, threat, rounds)")
        unit = self.place(order, order[0], "unit", self.situation.units)
        threat = self.place(order, order[1], "threat", self.situation.threats)
        if not np.isfinite(self.situation.launch_s[unit, threat]):
            raise self.refuse(
                order, "that unit has no shot at that threat: order where launch_s is finite, or wait"
            )
        rounds = order[2] if len(order) == 3 else int(self.situation.salvo[unit, threat])
        if (
            isinstance(rounds, bool)
            or not isinstance(rounds, int | np.integer)
            or not 1 <= rounds <= ROUNDS_MOST
        ):
            raise self.refuse(order, f"rounds must be a whole number from 1 to {ROUNDS_MOST}")
        return unit, threat, int(rounds)

    def place(self, order: Any, given: Any, what: str, known: tuple[str, ...]) -> int:
        """Return the place of a fire unit or threat that is given by id or by place."""
        if isinstance(given, str):
            if given in known:
                return known.index(given)
            near = did_you_mean(given, known)
            raise self.refuse(order, f"there is no {what} {given!r} in this situation.{near}")
        if isinstance(given, bool) or not isinstance(given, int | np.integer) or not 0 <= given < len(known):
            raise self.refuse(
                order, f"{what} must be an id of this situation, or a place from 0 to {len(known) - 1}"
            )
        return int(given)


def _shown(value: Any) -> str:
    """Return what was returned, cut where it is long."""
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:76]} ..."


class PolicySeat:
    """A policy at the posts of a case, as a worker needs it: raids are run on, decision by decision."""

    def __init__(self, policy: Policy, legend: Legend) -> None:
        if not callable(getattr(policy, "decide", None)):
            raise UsageError(
                f"policy: given {policy!r}, must be the name of a policy or an object with a method "
                "decide(situation)"
            )
        self.template, self.legend = policy, legend
        self._own: tuple[tuple[int, int], Policy] | None = None

    def copy(self) -> PolicySeat:
        """Return a seat for another worker."""
        return PolicySeat(self.template, self.legend)

    def run(
        self,
        case: Case,
        world: int,
        replications: range,
        given_row: int,
        raid: Raid,
        results: Results,
        *,
        until_s: float = np.inf,
    ) -> int:
        """Run raids as :func:`skykeep.core.raid.batch.run_raids` does, and answer where it asks.

        Raises
        ------
        UsageError
            If an answer is not allowed.
        """
        while True:
            code = run_raids(case, world, replications, given_row, until_s, raid, results)
            if code != DECISION:
                return code
            situation = situation_of(case, world, raid, self.legend)
            try:
                put_answer(raid, situation, self._asked(situation).decide(situation), name_of(self.template))
            except BaseException:
                raid.progress.raid = 0  # the raid is given up: what uses these tables next begins anew
                raise

    def _asked(self, situation: Situation) -> Policy:
        """Return the copy of the policy that plays the raid of a situation."""
        key = situation.world, situation.replication
        if self._own is None or self._own[0] != key or situation.decision == 1:
            self._own = key, copy.deepcopy(self.template)
        return self._own[1]
