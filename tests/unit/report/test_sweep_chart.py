"""What takes which axis of the chart of a sweep, and when it is refused."""

import pytest

from skykeep.errors import UsageError
from skykeep.report.sweep_chart import PANELS_MAX, check_chart, sweep_axes


def test_what_has_one_value_takes_no_axis():
    swept = {"doctrine.salvo_size": (2,), "raid.count": (4, 8, 16)}
    assert sweep_axes(swept) == ("raid.count", None, [])


def test_text_makes_lines_and_numbers_the_axis_whatever_comes_first():
    swept = {"doctrine.alternative": ("one-look-one", "two-then-one"), "raid.count": (4, 8), "k": (1, 2)}
    assert sweep_axes(swept) == ("raid.count", "doctrine.alternative", ["k"])


def test_only_text_or_only_fixed_settings_still_have_an_axis():
    assert sweep_axes({"doctrine.alternative": ("a", "b")}) == ("doctrine.alternative", None, [])
    assert sweep_axes({"raid.count": (4,), "k": (1,)}) == ("raid.count", None, [])


def test_too_many_panels_are_refused_from_the_settings_alone():
    swept = {"raid.count": (4, 8), "doctrine.salvo_size": tuple(range(PANELS_MAX + 1))}
    with pytest.raises(UsageError, match=f"the chart would have {PANELS_MAX + 1} panels, at most"):
        check_chart(swept)
    check_chart(swept | {"doctrine.salvo_size": tuple(range(PANELS_MAX))})
