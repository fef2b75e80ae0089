"""How many units of each option are fielded, when what they cost or the rounds they hold are made alike."""

from __future__ import annotations

from typing import Any

from skykeep.catalogue import Catalogue
from skykeep.catalogue.comparison import unit_size

from ..case_options import CaseOption, option_units
from ..option_scenarios import AS_IT_COMES, EQUAL_COST, EQUAL_ROUNDS, Units, launchers_dealt
from .question import ComparisonQuestion

__all__ = ["EQUAL_UNITS_MAX", "fielded_rows", "fielded_units", "why_not"]

EQUAL_UNITS_MAX = 8
"""Most times that an option is played at equal cost: more units at one site share its sky, not its work."""
LEAST_REST = 0.05
"""Parts of an option that money is left for, from which on a sentence says so."""


def fielded_units(
    question: ComparisonQuestion, option: CaseOption, catalogue: Catalogue, balance: str = AS_IT_COMES
) -> Units | None:
    """Return the units of an option, None where the money buys none, or nobody knows what it costs."""
    units = option_units(option, catalogue)
    if balance != EQUAL_COST:
        return units
    priced = question.priced.get(option.id)
    if priced is None or priced.equal_units is None:
        return None
    return tuple((system, count * min(priced.equal_units, EQUAL_UNITS_MAX)) for system, count in units)


def why_not(question: ComparisonQuestion, option: CaseOption, balance: str) -> str:
    """Return why an option is not played in a comparison, a sentence."""
    opening = f"{option.name} is not compared at {balance.replace('_', ' ')}: "
    if balance != EQUAL_COST:
        return (
            f"{opening}it has more units than the {question.case.raids.equal_launchers} launchers that are "
            "dealt out."
        )
    if option.held:
        return f"{opening}it is there already, so nothing is bought."
    if option.id not in question.priced:
        return f"{opening}its cost is unknown, for no price of it is known or assumed."
    return f"{opening}the money does not buy one."


def fielded_rows(question: ComparisonQuestion, catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return for every option and what is alike the units that stand at each site, in numbers and words;
    ``units`` is None where it is not played."""
    return [
        {"option": option.id, "balance": balance, **_fielded(question, option, catalogue, balance)}
        for balance in question.balances
        for option in question.options
    ]


def _fielded(
    question: ComparisonQuestion, option: CaseOption, catalogue: Catalogue, balance: str
) -> dict[str, Any]:
    """Return what of an option stands at each site."""
    units = fielded_units(question, option, catalogue, balance)
    count = sum(number for _, number in units or ())
    asked = question.case.raids
    nothing = {"units": None, "bought": None, "words": why_not(question, option, balance)}
    if units is None or (balance == EQUAL_ROUNDS and count > asked.equal_launchers):
        return nothing
    named = " and ".join(f"{number} {catalogue.system(system).name}" for system, number in units)
    if balance == EQUAL_ROUNDS:
        dealt = launchers_dealt(asked.equal_launchers, count)
        each = f"{dealt[0]} launchers" if len(set(dealt)) == 1 else f"{dealt[-1]} or {dealt[0]} launchers"
        rounds = asked.equal_rounds_per_launcher
        words = (
            f"{named}, {each if count == 1 else f'{each} each'}, {rounds} ready rounds on a launcher, "
            f"{asked.equal_launchers * rounds} in all, no reload; as it comes "
            f"{sum(unit_size(catalogue.system(system)).launchers * number for system, number in units)} "
            "launchers (best figures)"
        )
        return {"units": count, "bought": None, "words": words}
    if balance != EQUAL_COST:
        return {"units": count, "bought": None, "words": named}
    bought = dict(question.priced[option.id].told["equal_cost"])
    number = min(bought["whole"], EQUAL_UNITS_MAX)
    limit = f", {EQUAL_UNITS_MAX} at most" if bought["whole"] > EQUAL_UNITS_MAX else ""
    rest = ", the rest unspent" if bought["mid"] - number > LEAST_REST else ""
    words = (
        f"{named}: the money buys {bought['mid']:.1f} times the option ({bought['low']:.1f} to "
        f"{bought['high']:.1f}), {number} played{limit}{rest}"
    )
    return {"units": count, "bought": {key: bought[key] for key in ("low", "mid", "high")}, "words": words}
