"""Handlers of assignments: exact policies reach every optimum, rules of thumb tell their gap to it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from skykeep.core.command.policies.fractional import fractional_optimum
from skykeep.core.command.policies.instance import I64, NO_LIMIT, Instance, check_plan, value_surviving
from skykeep.engine.assignment import AssignmentResult, instance_of, policy_descriptions, run_policies
from skykeep.model import AssignmentCase
from skykeep.scenario.assignment_cases import case_of_row, case_of_text

from .casefile import Case, read_case_file, shipped_cases
from .handler import Handler, NotCoveredError
from .judge import Check, Expected, compare

__all__ = ["HANDLERS"]

_OPTIMUM = Expected(("optimum_abs",), 1e-8)
_DIVISIBLE = Expected(("published_abs",), 5e-5)
"""Published with four digits after the point."""
_SOLVED = Expected(("solved_rel",), 1e-8, relative=True)
"""Solved elsewhere by a general program, to about that."""
_PROOFS = ("column-generation", "exact")
_BRACKEN = "bracken"
_FILE = re.compile(r"wta_\d+x\d+x\d+")


def _case_of(row: Mapping[str, Any], place: str) -> AssignmentCase:
    """Return the case of a row that has kill probabilities and values."""
    case, _ = case_of_row(row, place, place)
    if case is None:
        raise ValueError("holds no kill probabilities")
    return case


def _bounded(found: AssignmentResult, optimum: float, slack: float) -> list[Check]:
    """Return that no plan lets less through than the optimum, no bound lies above it, and the gaps told."""
    made = [Check("lower bound", max(found.lower_bound - optimum, 0.0), slack)]
    for each in found.policies:
        if each.looks == 1:
            made.append(Check(each.policy, max(optimum - each.value_surviving, 0.0), slack))
        if each.looks == 1 and each.policy not in _PROOFS and optimum > 0.0:
            gap = 0.0 if each.proven else each.value_surviving / optimum - 1.0
            made.append(Check(f"{each.policy} above the optimum", gap, math.inf, told=True))
    return made


def _static(case: Case) -> list[Check]:
    """Compare the optimum of one salvo, and of the plan that the file gives."""
    asked = _case_of(case.values, case.place)
    optimum = case.values["optimum"]
    names = [name for name in policy_descriptions() if name != "rolling"]
    found = run_policies(asked, names)
    exact = next(each for each in found.policies if each.policy == "exact")
    stated = case.file.tolerance
    checked = [
        compare("optimum", exact.value_surviving, optimum, _OPTIMUM, stated),
        Check("proof of the optimum", 0.0 if exact.proven else math.inf, 0.0),
    ]
    plan = _stated_plan(case, instance_of(asked))
    if plan is not None:
        value = value_surviving(instance_of(asked), plan)
        checked.append(compare("plan of the file", value, optimum, _OPTIMUM, stated))
    if isinstance(optimum, int | float):
        checked += _bounded(found, float(optimum), _OPTIMUM.tolerance(stated))
    return [check for check in checked if check is not None]


def _stated_plan(case: Case, instance: Instance) -> I64 | None:
    """Return the plan that a file gives, None if it gives none.

    Raises
    ------
    ValueError
        If it spends what is not there.
    """
    plan = np.zeros(instance.miss_p.shape, dtype=np.int64)
    if case.values.get("plan") is not None:
        plan[:] = np.array(case.values["plan"], dtype=np.int64).T
    elif case.values.get("assignment") is not None:
        for weapon, target in enumerate(case.values["assignment"]):
            if target >= 0:
                plan[weapon, target] += 1
    else:
        return None
    check_plan(instance, plan)
    return plan


def _destroyed(row: Mapping[str, Any]) -> float:
    """Return the greatest value that divisible rounds destroy."""
    values = np.array(row["values"], dtype=np.float64)
    misses = np.array(row["survival_p"], dtype=np.float64)
    stock = np.array(row["stock"], dtype=np.int64)
    least = np.array(row.get("least_per_target", np.zeros(values.size)), dtype=np.int64)
    if misses.shape != (stock.size, values.size) or least.shape != values.shape:
        raise ValueError(f"survival_p of shape {misses.shape} does not fit {stock.size} kinds of rounds")
    if not (np.all((misses >= 0.0) & (misses <= 1.0)) and np.all(values >= 0.0) and np.all(stock >= 0)):
        raise ValueError("survival probabilities must be 0 to 1, values and stocks at least 0")
    return float(values.sum()) - fractional_optimum(Instance(misses, values, stock, NO_LIMIT), least)


def _divisible(case: Case) -> list[Check]:
    found = _destroyed(case.values)
    check = compare(
        "published_optimum", found, case.values["published_optimum"], _DIVISIBLE, case.file.tolerance
    )
    return [check] if check is not None else []


def _published(case: Case) -> list[Check]:
    """Compare an optimum that is published without its data: these come with skykeep, or lie beside the file.

    Raises
    ------
    NotCoveredError
        If they do neither.
    """
    name, published = str(case.values["name"]), case.values["published_optimum"]
    if _BRACKEN in name.lower():
        path = shipped_cases() / "wta" / "bracken_mccormick.json"
        (row,) = read_case_file(path, folder="wta", label=path.name).cases()
        check = compare(
            "published_optimum", _destroyed(row.values), published, _DIVISIBLE, case.file.tolerance
        )
        return [check] if check is not None else []
    named = _FILE.search(name)
    path = case.file.path.parent / f"{named[0] if named else 'data'}.txt"
    if not path.is_file():
        raise NotCoveredError(f"{name}: its data are not free to ship; put {path.name} beside the file")
    asked = case_of_text(path.read_text(encoding="utf-8"), str(path), path.stem)
    (exact,) = run_policies(asked, ["exact"]).policies
    check = compare("published_optimum", exact.value_surviving, published, _SOLVED, case.file.tolerance)
    proof = Check("proof of the optimum", 0.0 if exact.proven else math.inf, 0.0)
    return [proof] if check is None else [proof, check]


HANDLERS = (
    Handler("assignment", "wta", ("p", "values", "optimum"), _static),
    Handler(
        "divisible_assignment",
        "wta",
        ("survival_p", "values", "stock", "published_optimum"),
        _divisible,
        by_others=True,
    ),
    Handler("published_assignment", "wta", ("name", "published_optimum"), _published, by_others=True),
)
