"""Command posts that assign threats: which post decides for which fire unit, and by which policy."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from ..core.kernel.records import Grid
from ..core.raid.vocabulary.codes import NEAREST_FIRST, POLICY_NAMES
from ..core.raid.world import Case
from ..errors import UsageError, did_you_mean
from ..model.scenario import BUILT_IN_POLICIES, Scenario
from .command import post_rows_of

__all__ = ["policy_code", "with_policies", "with_policy"]


def policy_code(name: str) -> int:
    """Return the code of a policy by its name.

    Raises
    ------
    UsageError
        If there is no such policy.
    """
    if name not in POLICY_NAMES:
        raise UsageError(
            f"policy: given {name!r}, must be one of {', '.join(BUILT_IN_POLICIES)}."
            f"{did_you_mean(name, BUILT_IN_POLICIES)}"
        )
    return POLICY_NAMES.index(name)


def with_policies(case: Case, scenario: Scenario) -> Case:
    """Return a case in which posts assign threats as a scenario says: a policy of a post holds for all below
    it that have none of their own, that of the scenario for the rest."""
    rows = post_rows_of(scenario)
    own: dict[int, int] = {}
    for each in scenario.placed:
        if each.policy:
            own.setdefault(rows[each.id], policy_code(each.policy))
    worth = max(asset.value for asset in scenario.assets)
    settings = {
        "period_s": scenario.command.period_s,
        "look_ahead_s": scenario.command.look_ahead_s,
        "autonomous_s": scenario.command.waits_s,
        "part_value": worth,
    }
    return with_policy(case, policy_code(scenario.policy), own=own, settings=settings)


def with_policy(
    case: Case,
    policy: int,
    *,
    own: Mapping[int, int] = MappingProxyType({}),
    settings: Mapping[str, float] | None = None,
) -> Case:
    """Return a case in which the highest posts assign threats by a policy.

    Parameters
    ----------
    case
        The compiled case.
    policy
        Its code; of ``codes.NEAREST_FIRST`` none assigns, and every fire unit looks for itself.
    own
        Codes of posts that have a policy of their own, for their fire units and all below them.
    settings
        Fields of ``Post`` that are set alike in all; left out, they stay.
    """
    posts, units = _copied(case.posts), _copied(case.units)
    for name, value in (settings or {}).items():
        posts[name] = value
    posts["policy"] = policy
    for post, code in own.items():
        posts["policy"][:, post] = code
    above = posts["above"][0]
    for number, post in enumerate(units["post"][0]):
        assigner = _assigner(int(post), above, own)
        assigns = posts["policy"][0, assigner] != NEAREST_FIRST
        units["assigner"][:, number] = assigner if assigns else -1
    return case._replace(posts=posts, units=units)


def _copied(table: Grid[Any]) -> Any:
    """Return rows that can be changed."""
    return np.array(table).view(np.recarray)


def _assigner(post: int, above: npt.NDArray[np.int64], own: Mapping[int, int]) -> int:
    """Return the post that decides for the fire units of a post: the nearest with a policy of its own, else
    the highest."""
    while post not in own and above[post] >= 0:
        post = int(above[post])
    return post
