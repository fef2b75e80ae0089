"""What a comparison is asked, checked: names, heights, balances, weights and when enough is played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from skykeep.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from skykeep.catalogue import Catalogue
    from skykeep.study.brief_case import BriefCase
    from skykeep.study.stopping import Goal
    from skykeep.terrain import Heightfield

__all__ = [
    "balances_asked",
    "checked_ground",
    "chosen",
    "doctrines_asked",
    "goal_asked",
    "heights_asked",
    "weights_of",
]

Named = TypeVar("Named")


def chosen(what: str, given: Sequence[str] | str, there: Mapping[str, Named]) -> tuple[Named, ...]:
    """Return those of some names, in the order of the case; all without any.

    Raises
    ------
    UsageError
        If one of them is not there; the message names the nearest.
    """
    names = [part.strip() for part in given.split(",")] if isinstance(given, str) and given else list(given)
    for name in names:
        if name not in there:
            raise UsageError(
                f"{what}: given {name!r}, allowed {', '.join(there)}.{did_you_mean(str(name), there)}"
            )
    return tuple(each for name, each in there.items() if not names or name in names)


def heights_asked(given: Sequence[float] | float | None, case: BriefCase) -> tuple[float, ...]:
    """Return the heights of coverage, each once; those of the verdict of the case by default.

    Raises
    ------
    UsageError
        If one is below zero or above what coverage answers.
    """
    from skykeep.study.brief_case import HEIGHT_LIMIT_M

    if given is None:
        return case.verdict_heights_agl_m
    heights = [given] if isinstance(given, int | float) else list(given)
    for height in heights:
        if not 0.0 <= height <= HEIGHT_LIMIT_M:
            raise UsageError(f"heights: given {height:g} m, must be from 0 to {HEIGHT_LIMIT_M:g}")
    if not heights:
        raise UsageError("heights: none are given; leave them out for those of the case")
    return tuple(dict.fromkeys(float(height) for height in heights))


def balances_asked(given: Sequence[str] | str, *, with_cost: bool) -> tuple[str, ...]:
    """Return what is alike in the comparisons, in order; ``with_cost`` says whether costs are known.

    Raises
    ------
    UsageError
        If there is no such balance.
    """
    from skykeep.study.option_scenarios import BALANCES, EQUAL_COST

    found = chosen("balances (--alike)", given, {name: name for name in BALANCES})
    return tuple(name for name in found if given or with_cost or name != EQUAL_COST)


def doctrines_asked(given: Sequence[str] | str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the doctrines of the comparison, each once: that which worlds draw first, where it is asked for,
    and alone without any; then those that are named, in the order of the catalogue.

    Raises
    ------
    UsageError
        If one is neither ``drawn`` nor a preset or alternative; the message names the nearest.
    """
    from skykeep.study.option_scenarios import DRAWN

    alternatives = [each.id for each in catalogue.firing.alternatives]
    there = {name: name for name in (DRAWN, *alternatives, *catalogue.presets)}
    return chosen("doctrines", given, there) if given else (DRAWN,)


def weights_of(given: Mapping[str, float] | str | None) -> dict[str, float]:
    """Return the weight of each group of criteria, from text as ``leakers=3,cost=1`` or a mapping.

    Raises
    ------
    UsageError
        If a group is unknown, or a weight is no number of zero or more.
    """
    from skykeep.study.choice.criteria import check_weights

    if not given:
        return {}
    found: dict[str, float] = {}
    parts = [part.partition("=") for part in given.split(",")] if isinstance(given, str) else []
    pairs = [(name.strip(), value) for name, _, value in parts] if parts else list(dict(given).items())  # type: ignore[arg-type]
    for name, value in pairs:
        if name in found:
            raise UsageError(f"weights: {name} is given twice")
        try:
            found[name] = float(value)
        except (TypeError, ValueError):
            raise UsageError(
                f"weights {name!r}: given {value!r}, must be a number, as leakers=3,cost=1"
            ) from None
    check_weights(found)
    return found


def goal_asked(until: str | float | None, seed: int) -> Goal | None:
    """Return when enough worlds are played, None for all of them.

    Raises
    ------
    UsageError
        If it is neither a half-width nor ``order`` nor ``winner``.
    """
    from skykeep.study.choice.winner import WINNER, SettledWinner
    from skykeep.study.stopping import parse_goal

    if until is None:
        return None
    if str(until).strip() == WINNER:
        return SettledWinner(seed=seed)
    try:
        return parse_goal(until, paired=True)
    except UsageError as refused:
        raise UsageError(f"{refused}, or {WINNER!r}") from None


def checked_ground(case: BriefCase, catalogue: Catalogue, given: Heightfield | str | None) -> Heightfield:
    """Return the ground, when the case stands on it and its names are in the catalogue.

    Raises
    ------
    SkykeepError
        With everything that is wrong.
    """
    from skykeep.study.case_checks import check_case
    from skykeep.terrain import choose_terrain, shipped_terrain

    ground = (
        shipped_terrain() if given is None else choose_terrain(given) if isinstance(given, str) else given
    )
    check_case(case, catalogue, ground)
    return ground
