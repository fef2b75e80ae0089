"""What takes which axis of the chart of a sweep, and when it is refused."""

import pytest

from skykeep.errors import UsageError
from skykeep.report.sweep_chart import PANELS_MAX, check_chart, draw_panels, panels_of, sweep_axes


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


def estimate(mean):
    """Return an estimate with both doubts, as a sweep says it."""
    return {"mean": mean, "luck_90": [0.7 * mean, 1.4 * mean], "ignorance_90": [0.5 * mean, 1.2 * mean]}


@pytest.mark.parametrize("counts", [(6, 12, 48), (48, 12, 6)])
def test_every_point_of_every_panel_lies_within_the_scale_that_panels_share(counts):
    from matplotlib.figure import Figure

    swept = {"doctrine.salvo_size": (1, 2), "raid.count": counts}
    points = [
        {"settings": {"doctrine.salvo_size": size, "raid.count": count}, "leakers": estimate(count / size)}
        for count in counts
        for size in (1, 2)
    ]
    sweep = {"swept": swept, "points": points}
    panels = panels_of(sweep)
    grid = Figure().subplots(2, 2, sharey=True).ravel()
    draw_panels(grid, sweep, panels, "leakers")
    assert len(panels) == len(counts)
    for axes, (_, shown) in zip(grid, panels, strict=False):
        low, high = axes.get_ylim()
        assert low <= 0.0
        assert all(low < end < high for point in shown for end in point["leakers"]["luck_90"])
        assert axes.lines, "a panel without a line"
