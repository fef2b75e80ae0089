"""The largest and the smallest of numbers, and whole numbers, as Python finds them."""

import itertools
import math

import pytest

from skykeep.core.kernel.jit import generic_kernel

NAN, INFINITE = math.nan, math.inf


@generic_kernel(wrap=True)
def extremes(first, second, third):
    return max(first, second), min(first, second), max(third, first, 1), min(first, 2.5, third)


@generic_kernel(wrap=True)
def made_whole(real, whole, flag):
    return int(real), int(whole), int(flag)


@pytest.mark.parametrize("numbers", [*itertools.permutations([-0.0, 0.0, 1.5, NAN, -INFINITE], 2)], ids=str)
def test_extremes_are_those_of_python_with_numbers_that_are_none_and_signs_of_zero(numbers):
    first, second = numbers
    of_python = getattr(extremes, "py_func", extremes)(first, second, 3)
    found = extremes(first, second, 3)
    assert [(value, math.copysign(1.0, value)) for value in found] == [
        (pytest.approx(value, abs=0.0, nan_ok=True), math.copysign(1.0, value)) for value in of_python
    ]


def test_extremes_of_whole_numbers_are_whole():
    found = extremes(7, -2, 3)
    assert found == (7, -2, 7, 2.5)
    assert isinstance(found[0], int)


def test_a_number_is_made_whole_towards_zero():
    assert made_whole(-2.75, 2**62, True) == (-2, 2**62, 1)
