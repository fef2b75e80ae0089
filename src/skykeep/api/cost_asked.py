"""What is asked of costs, checked in the same words from Python and on the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue
from skykeep.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from skykeep.study.brief_case import BriefCase
    from skykeep.study.case_options import CaseOption
    from skykeep.study.costing.sanctions import UserRisk

__all__ = ["lead_option", "risks_asked", "several", "times_asked", "within"]

MUSD = 1.0e6
DAMAGE_MAX_MUSD = 1.0e7
TIMES_MAX = 100


def within(name: str, given: float, most: float) -> float:
    """Return a number from zero to ``most``."""
    try:
        value = float(given)
    except (TypeError, ValueError):
        raise UsageError(f"{name} {given!r}: must be a number from 0 to {most:g}") from None
    if not 0.0 <= value <= most:
        raise UsageError(f"{name} {given}: must be from 0 to {most:g}")
    return value


def times_asked(given: int | None) -> int:
    """Return how many times each option is bought: a whole number from 1 to ``TIMES_MAX``."""
    times: Any = 1 if given is None else given
    if isinstance(times, bool) or not isinstance(times, int) or not 1 <= times <= TIMES_MAX:
        raise UsageError(f"units {given!r}: must be a whole number from 1 to {TIMES_MAX}")
    return times


def several(option: CaseOption, times: int) -> CaseOption:
    """Return an option with its units so many times, radars beside them once; what is held stays as it is.

    Raises
    ------
    UsageError
        If that is more units of one kind than an option may have.
    """
    from skykeep.study.case_options import UNITS_LIMIT

    if option.held or times == 1:
        return option
    most = max(unit.count for unit in option.units)
    if most * times > UNITS_LIMIT:
        raise UsageError(
            f"units {times}: {times} times the {most} units of option {option.id!r} are more than "
            f"{UNITS_LIMIT}, the most of one kind; give up to {UNITS_LIMIT // most}"
        )
    return replace(option, units=tuple(replace(unit, count=unit.count * times) for unit in option.units))


def lead_option(
    options: Sequence[CaseOption], case: BriefCase, asked: str | None, catalogue: Catalogue
) -> str | None:
    """Return the id of the lead option: what is asked for, or the first that has the lead system and is
    bought, or the first that is bought; None where nothing is."""
    from skykeep.study.case_options import option_units

    bought = [option for option in options if not option.held]
    if asked is not None:
        return asked
    for option in bought:
        if case.lead_system in {name for name, _ in option_units(option, catalogue)}:
            return option.id
    return bought[0].id if bought else None


def risks_asked(
    options: Sequence[CaseOption],
    p_sanction: float | Mapping[str, float] | None,
    cost_musd: float | None,
) -> dict[str, UserRisk]:
    """Return the user's probability and cost of sanctions by option.

    Raises
    ------
    UsageError
        If one is given without the other, a probability is none, or an option does not exist.
    """
    from skykeep.study.costing.sanctions import UserRisk

    if (p_sanction is None) != (cost_musd is None):
        missing = "the cost" if cost_musd is None else "the chance"
        raise UsageError(
            "sanctions: given one of their chance (p_sanction, --p-sanction) and their cost "
            f"(sanction_cost_musd, --sanction-cost); give {missing} too. Both are yours: "
            "no probability and no damage is in the catalogue"
        )
    if p_sanction is None or cost_musd is None:
        return {}
    ids = [option.id for option in options]
    given = p_sanction if isinstance(p_sanction, Mapping) else dict.fromkeys(ids, p_sanction)
    for name in given:
        if name not in ids:
            raise UsageError(
                f"chance of sanctions: given option {name!r}, allowed {', '.join(ids)}."
                f"{did_you_mean(name, ids)}"
            )
    damage = within("cost of sanctions, million USD,", cost_musd, DAMAGE_MAX_MUSD) * MUSD
    return {
        name: UserRisk(p=within(f"chance of sanctions of {name}", p, 1.0), cost_usd=damage)
        for name, p in given.items()
    }
