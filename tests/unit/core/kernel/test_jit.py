"""The decorators of kernels: what they refuse, and when a kernel is compiled."""

import numpy as np
import pytest
from numba import types

from skykeep.core.kernel.by_address import from_python
from skykeep.core.kernel.jit import compile_as_annotated, kernel


@kernel()
def doubled(number: int) -> int:
    return 2 * number


@pytest.mark.compiled
def test_a_kernel_that_allocates_is_refused_by_the_compiler():
    @kernel()
    def allocates(rows: int) -> float:
        return np.zeros(rows).sum()

    with pytest.raises(Exception, match="Only accept returning of array passed into the function"):
        allocates(3)


@pytest.mark.compiled
def test_a_kernel_that_does_not_return_what_its_annotation_says_is_refused_whoever_asks_for_it():
    said = "returns float64, not what its annotation says"

    @kernel(wrap=True)
    def half(number: int) -> int:
        return 0.5 * number

    with pytest.raises(TypeError, match=said):
        half(3)

    @kernel()
    def third(number: int) -> int:
        return number / 3.0

    with pytest.raises(TypeError, match=said):
        compile_as_annotated(third)
    with pytest.raises(Exception, match=said):
        from_python(third)(3)


@pytest.mark.compiled
def test_a_kernel_is_compiled_with_the_first_that_calls_it_and_for_its_annotations_alone():
    @kernel()
    def inner(number: float) -> float:
        return number + 0.5

    @kernel(wrap=True)
    def outer(number: int) -> float:
        return inner(number)

    assert not inner.overloads
    assert outer(2) == 2.5
    assert [code.signature.args for code in inner.overloads.values()] == [(types.float64,)]
    assert outer(3) == 3.5
    assert len(inner.overloads) == 1


@pytest.mark.compiled
def test_a_kernel_is_not_compiled_before_it_is_asked_for_and_then_once():
    @kernel()
    def waits(number: int) -> int:
        return number

    assert not waits.overloads
    code = compile_as_annotated(waits)
    assert compile_as_annotated(waits) is code
    assert from_python(waits)(5) == 5


@pytest.mark.compiled
def test_a_kernel_that_python_can_call_is_a_part_for_kernels_and_compiled_for_python_when_it_calls():
    @kernel(wrap=True)
    def tripled(number: int) -> int:
        return 3 * number

    @kernel()
    def tripled_twice(number: int) -> int:
        return tripled(tripled(number))

    assert from_python(tripled_twice)(2) == 18
    assert "_for_python" not in vars(tripled)
    assert tripled(2.9) == 6
    assert tripled.__name__ == "tripled"
