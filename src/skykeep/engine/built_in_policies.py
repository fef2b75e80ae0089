"""The compiled policies once more in Python, at the same door as a policy of the user's.

They order what the compiled ones order, which a test holds them to, and are where to begin with one's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from skykeep.core.command.policies.instance import Instance
from skykeep.core.command.policies.local_search import improved
from skykeep.core.command.policies.matching import plan_matching
from skykeep.core.command.policies.value_greedy import plan_value_greedy
from skykeep.core.raid.assignment_tables import SALVOS_AHEAD
from skykeep.errors import UsageError, did_you_mean

from .decisions import LEAVE_TO_UNITS, Answer, Situation

__all__ = ["BuiltInPolicy"]

I64 = npt.NDArray[np.int64]


class BuiltInPolicy:
    """A built-in policy as an object: ``BuiltInPolicy("value-greedy").decide(situation)``.

    Raises
    ------
    UsageError
        If there is no policy of that name.
    """

    def __init__(self, name: str) -> None:
        if name not in _PLANS:
            raise UsageError(
                f"policy: given {name!r}, must be one of {', '.join(_PLANS)}.{did_you_mean(name, _PLANS)}"
            )
        self.name = name

    def decide(self, situation: Situation) -> Answer:
        """Return the orders of the policy."""
        plan = _PLANS[self.name](situation)
        if plan is None:
            return LEAVE_TO_UNITS
        return [(int(unit), int(threat)) for unit, threat in np.argwhere(plan > 0)]


def _greedy(situation: Situation) -> I64:
    """Return each salvo in turn where it takes most value off."""
    return plan_value_greedy(situation.instance())


def _searched(instance: Instance) -> I64:
    """Return the greedy plan of an instance, mended by exchanges."""
    return improved(instance, plan_value_greedy(instance))


def _rolling(situation: Situation) -> I64:
    """Return what is due of a plan of all rounds at everything that is known."""
    most = np.maximum(situation.salvo.max(axis=1, initial=1), 1)
    salvos = np.maximum(situation.rounds // most, np.minimum(situation.rounds, 1))
    ahead = Instance(situation.miss_p, situation.value, salvos, SALVOS_AHEAD)
    plan = _searched(ahead)
    idle = salvos - plan.sum(axis=1)
    chosen = (plan > 0) | ((plan.sum(axis=0) > 0) & (idle > 0)[:, None])
    now = situation.instance()
    return plan_value_greedy(now._replace(miss_p=np.where(chosen, now.miss_p, 1.0)))


_PLANS: Mapping[str, Callable[[Situation], I64 | None]] = MappingProxyType(
    {
        "nearest-first": lambda _: None,
        "value-greedy": _greedy,
        "marginal": lambda situation: _searched(situation.instance()),
        "rolling": _rolling,
        "exact": lambda situation: plan_matching(situation.instance()),
    }
)
