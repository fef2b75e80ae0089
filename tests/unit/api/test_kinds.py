"""A value of a wrong kind is refused by name, with what is allowed; other errors of Python stay."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

import skykeep
from skykeep._door import PLACES
from skykeep.api.kinds import refuses_wrong_kinds
from skykeep.errors import UsageError


@refuses_wrong_kinds
def add(first: int, second: float | None = None, *, loud: bool = False, where: str = "") -> float:
    """Return a sum."""
    return first + (second or 0.0) + len(where)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: skykeep.place("IQ", "s-400", k="4", heights=[1000], worlds=0),
            "k '4': must be a whole number",
        ),
        (
            lambda: skykeep.place("IQ", "s-400", heights=1000, gap="0.1", worlds=0),
            "gap '0.1': must be a number",
        ),
        (lambda: skykeep.place(3, "s-400"), "country 3: must be text"),
        (lambda: skykeep.doctrine(4), "name 4: must be text"),
        (lambda: skykeep.compare_figures(1, "s-400"), "a 1: must be text"),
    ],
)
def test_functions_of_the_door_name_a_value_of_a_wrong_kind(call, words):
    with pytest.raises(UsageError, match=words):
        call()


def test_every_function_of_the_door_refuses_wrong_kinds():
    for name, place in PLACES.items():
        function = getattr(skykeep, name)
        if place.startswith("skykeep.api") and name[0].islower() and name != "study":
            function = getattr(function, "_function", function)
            assert inspect.unwrap(function) is not function, name


def test_whatever_is_right_or_not_of_a_single_kind_passes_and_keeps_its_error():
    assert add(np.int64(1), np.float32(0.5)) == 1.5
    with pytest.raises(UsageError, match=r"add: second '2': must be a number or None"):
        add(1, "2")
    with pytest.raises(UsageError, match=r"add: where 3: must be text"):
        add(1, where=3)
    with pytest.raises(TypeError, match="unexpected keyword argument 'third'"):
        add(1, third=3)

    @refuses_wrong_kinds
    def broken(first: int) -> None:
        raise TypeError("a fault of its own")

    with pytest.raises(TypeError, match="a fault of its own"):
        broken(1)
