"""Assignments as others write them: rows of a table of cases, and the text files of the literature."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from skykeep.errors import ScenarioError, did_you_mean
from skykeep.model import AssignmentCase

from .assignment_tables import (
    ROUNDS_MAX,
    SHOOTERS_MAX,
    THREATS_OF_ASSIGNMENT_MAX,
    VALUE_LEAST,
    VALUE_MAX,
)

__all__ = ["case_of_row", "case_of_text"]

_SUM_MAX = VALUE_MAX * THREATS_OF_ASSIGNMENT_MAX
_READ = ("p", "values", "stock", "max_shots_per_target", "optimum", "id")
"""Keys of a row that are read; others are for people."""


def case_of_row(row: Any, where: str, name: str) -> tuple[AssignmentCase | None, str]:
    """Return the case of a row and a remark on it, either of them empty.

    ``p[i][j]`` is the kill probability of weapon i at target j, ``values`` one for each target, ``stock`` the
    rounds of each weapon (1 each where it is left out), ``max_shots_per_target`` the most at one,
    ``optimum`` the least value that gets through. A row without ``p`` holds a result and no case.

    Raises
    ------
    ScenarioError
        If what is there is of another shape or out of range.
    """
    if not isinstance(row, Mapping):
        raise ScenarioError(f"{where}: must be a table (an object)")
    name = str(row.get("id", row.get("name", name)))[:200]
    if "p" not in row and "values" not in row:
        return None, f"{where}: {name}: holds no kill probabilities (p), so nothing to assign"
    for key in ("p", "values"):
        if key not in row:
            raise ScenarioError(f"{where}.{key}: is missing")
    values = _numbers(row["values"], f"{where}.values", high=VALUE_MAX)
    rows = row["p"]
    if not isinstance(rows, list) or not 1 <= len(rows) <= SHOOTERS_MAX:
        raise ScenarioError(f"{where}.p: must be an array of 1 to {SHOOTERS_MAX} rows, one for each weapon")
    kill_p = [_numbers(each, f"{where}.p[{place}]", high=1.0) for place, each in enumerate(rows)]
    for place, each in enumerate(kill_p):
        if len(each) != len(values):
            raise ScenarioError(f"{where}.p[{place}]: holds {len(each)} numbers for {len(values)} values")
    stock = row.get("stock", [1] * len(kill_p))
    if not isinstance(stock, list) or len(stock) != len(kill_p):
        raise ScenarioError(f"{where}.stock: must be an array of {len(kill_p)} whole numbers, one a weapon")
    rounds = [_whole(each, f"{where}.stock[{place}]", low=0) for place, each in enumerate(stock)]
    most, optimum = row.get("max_shots_per_target"), row.get("optimum")
    case = AssignmentCase(
        name=name,
        shooters=tuple(f"w{number}" for number in range(len(kill_p))),
        rounds=tuple(rounds),
        threats=tuple(f"t{number}" for number in range(len(values))),
        value_by_threat=tuple(values),
        kill_p=tuple(map(tuple, kill_p)),
        rounds_per_threat_max=None if most is None else _whole(most, f"{where}.max_shots_per_target", low=1),
        best_known_value=None
        if optimum is None
        else _numbers([optimum], f"{where}.optimum", high=_SUM_MAX)[0],
    )
    _check_sizes(case, where)
    absent = [key for key in _READ if key not in row]
    near = [(key, hint) for key in row if key not in _READ and (hint := did_you_mean(str(key), absent))]
    return case, "; ".join(f"{where}.{key}: is not read.{hint}" for key, hint in near)


def case_of_text(text: str, where: str, name: str) -> AssignmentCase:
    """Return the case of a text file: weapons, targets and rounds of each; a value a line for each
    target; weapon, target and kill probability a line for each pair.

    Raises
    ------
    ScenarioError
        If a line holds something else, or a pair is missing, given twice or out of range.
    """
    lines = [(number, line.split()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    first = _fields(lines[0], 3, where)
    shooters, threats, rounds = (_whole(_number(word), f"{where}: line 1", low=1) for word in first)
    if shooters > SHOOTERS_MAX or threats > THREATS_OF_ASSIGNMENT_MAX:
        raise ScenarioError(
            f"{where}: line 1: {shooters} weapons and {threats} targets, must be at most {SHOOTERS_MAX} and "
            f"{THREATS_OF_ASSIGNMENT_MAX}"
        )
    if len(lines) != 1 + threats + shooters * threats:
        raise ScenarioError(
            f"{where}: holds {len(lines)} lines, must be {1 + threats + shooters * threats}: sizes, a "
            "value for each target, a probability for each pair"
        )
    values = [
        _numbers([_number(_fields(line, 1, where)[0])], f"{where}: line {line[0]}", high=VALUE_MAX)[0]
        for line in lines[1 : threats + 1]
    ]
    kill_p = [[math.nan] * threats for _ in range(shooters)]
    for line in lines[threats + 1 :]:
        at = f"{where}: line {line[0]}"
        words = _fields(line, 3, where)
        weapon, target = (_whole(_number(word), at, low=0) for word in words[:2])
        if weapon >= shooters or target >= threats or not math.isnan(kill_p[weapon][target]):
            raise ScenarioError(f"{at}: weapon {weapon} and target {target}: no such pair, or given twice")
        kill_p[weapon][target] = _numbers([_number(words[2])], at, high=1.0)[0]
    case = AssignmentCase(
        name=name,
        shooters=tuple(f"w{number}" for number in range(shooters)),
        rounds=(rounds,) * shooters,
        threats=tuple(f"t{number}" for number in range(threats)),
        value_by_threat=tuple(values),
        kill_p=tuple(map(tuple, kill_p)),
    )
    _check_sizes(case, where)
    return case


def _fields(line: tuple[int, list[str]], count: int, where: str) -> list[str]:
    """Return the words of a line, refused unless there are so many."""
    if len(line[1]) != count:
        raise ScenarioError(f"{where}: line {line[0]}: holds {len(line[1])} numbers, must be {count}")
    return line[1]


def _number(word: str) -> float | str:
    """Return a word as a number, as it is if it is none."""
    try:
        return float(word)
    except ValueError:
        return word


def _numbers(given: Any, where: str, *, high: float) -> list[float]:
    """Return an array of numbers from 0 to ``high``; values too small to be told from 0 are refused."""
    if not isinstance(given, list) or not 1 <= len(given) <= THREATS_OF_ASSIGNMENT_MAX:
        raise ScenarioError(f"{where}: must be an array of 1 to {THREATS_OF_ASSIGNMENT_MAX} numbers")
    for value in given:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not 0.0 <= value <= high:
            raise ScenarioError(f"{where}: given {str(value)[:60]!r}, must be a number from 0 to {high:g}")
        if high == VALUE_MAX and 0.0 < value < VALUE_LEAST:
            raise ScenarioError(f"{where}: given {value:g}, must be 0 or at least {VALUE_LEAST:g}")
    return [float(value) for value in given]


def _whole(given: Any, where: str, *, low: int) -> int:
    """Return a whole number from ``low`` to the most rounds there may be."""
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    if not is_number or not low <= given <= ROUNDS_MAX or given != int(given):
        raise ScenarioError(
            f"{where}: given {str(given)[:60]!r}, must be a whole number from {low} to {ROUNDS_MAX}"
        )
    return int(given)


def _check_sizes(case: AssignmentCase, where: str) -> None:
    """Raise ScenarioError if there are more rounds than are ever assigned."""
    if sum(case.rounds) > ROUNDS_MAX:
        raise ScenarioError(f"{where}: {sum(case.rounds)} rounds in all, must be at most {ROUNDS_MAX}")
