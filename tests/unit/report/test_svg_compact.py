"""SVG in few bytes draws what it drew before."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest

from skykeep.report.svg_compact import compact_svg, share_patterns

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


def points_of(path: str) -> list[tuple[float, float]]:
    """Return the ends of the commands of a relative path of lines, as a slow second reader of SVG does."""
    pen, found = (0.0, 0.0), []
    for letter, rest in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        numbers = [float(each) for each in NUMBER.findall(rest)]
        assert letter in "mlz"
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            pen = (pen[0] + dx, pen[1] + dy)
            found.append(pen)
    return found


def outline(points: np.ndarray) -> str:
    return "M " + "\nL ".join(f"{x:.6f} {y:.6f}" for x, y in points) + "\nz"


def test_a_long_outline_stays_within_a_twentieth_of_a_unit_everywhere():
    angle = np.linspace(0.0, 6.2, 721)
    points = np.stack([90.0 + 70.0 * np.sin(angle) ** 3, 90.0 + 61.7 * np.cos(angle)], axis=1)
    svg = f'<svg a="b"><g><path d="{outline(points)}"/></g></svg>'
    found = compact_svg(svg, name="x")
    drawn = np.array(points_of(re.search(r' d="([^"]*)"', found)[1]))
    assert np.abs(drawn - points).max() <= 0.0501 + 0.005
    assert len(found) < 0.5 * len(svg)


@pytest.mark.parametrize("value", [0.0, -0.004, 0.25, -0.25, 12.0, 100.0, -3.5])
def test_numbers_lose_no_digit_that_counts(value):
    svg = f'<svg a="b"><path d="M 1 2 L {1 + value} {2 - value}"/></svg>'
    (_, end) = points_of(re.search(r' d="([^"]*)"', compact_svg(svg, name="x"))[1])
    assert end == pytest.approx((1 + value, 2 - value), abs=0.0051)


def test_a_second_part_of_a_path_begins_where_it_did():
    svg = '<svg a="b"><path d="M 1 1 L 5 1 L 5 5 z M 20 20 L 21 20 L 21 22 z"/></svg>'
    path = re.search(r' d="([^"]*)"', compact_svg(svg, name="x"))[1]
    assert path == "m1 1 4 0 0 4zm19 19 1 0 0 2z"


def dot(x: float, y: float, look: str) -> str:
    around = " ".join(
        f"C {x + a} {y + a} {x + 2} {y - a} {x} {y + b}" for a, b in pairwise((0.5, 1, 2, 3, 4, 5, 6, 7))
    )
    return f'<path d="M {x} {y} {around} z" clip-path="url(#clip)" style="{look}"/>'


def test_a_shape_that_comes_again_is_written_once_and_keeps_its_look_and_its_clip():
    dots = [dot(10.0 * number, 20.25, "fill: red" if number < 3 else "fill: blue") for number in range(5)]
    clip = '<defs><clipPath id="clip"><rect/></clipPath></defs>'
    found = compact_svg(f'<svg a="b">{"".join(dots)}{clip}</svg>', name="mine")
    assert found.count('<path id="mine-0"') == 1
    assert re.findall(r'<use href="#mine-0" x="([^"]*)"', found) == ["0", "10", "20", "30", "40"]
    assert (
        found.count('<g clip-path="url(#mine-1)" style="fill:red">') == 1
    )  # one group for a run of one look
    assert found.count("<g ") == found.count("</g>") == 2
    assert 'id="mine-1"' in found


def test_paths_of_one_look_share_a_group_unless_it_would_look_different():
    one = '<path d="M 1 1 L {0} 5" clip-path="url(#c)" style="fill:red"/>'
    seen = '<path d="M 1 1 L {0} 5" style="opacity:0.5"/>'
    drawn = "".join(one.format(x) for x in (2, 3, 4)) + "".join(seen.format(x) for x in (5, 6))
    found = compact_svg(f'<svg a="b"><g>{drawn}</g><clipPath id="c"/></svg>', name="x")
    assert '<g clip-path="url(#x-0)" style="fill:red"><path d="m1 1 1 4"/><path d="m1 1 2 4"/>' in found
    assert found.count('style="opacity:0.5"') == 2
    assert found.count("<g") == found.count("</g>")


def circles(count, radius, colour="#111111"):
    """Return dots as matplotlib hatches have them: circles of curves that begin at their topmost point."""
    r = radius
    shape = (
        f"c{r} 0 {r} -{r} {r} -{r} 0 -{r} -{r} -{r} -{r} -{r} -{r} 0 -{r} {r} -{r} {r} 0 {r} {r} {r} {r} {r}z"
    )
    moves = "".join(f"m3 0{shape}" for _ in range(count - 1))
    look = f"fill:{colour};stroke:#111111;stroke-width:0.5"
    return f'<pattern id="p" x="0"><path d="m6 {9 + radius}{shape}{moves}" style="{look}"/></pattern>'


def test_dots_of_a_hatch_become_the_round_ends_of_a_thick_line():
    _, hatches = share_patterns(circles(24, 0.3))
    assert '<path d="m6 9h0m3 0h0m3 0h0' in hatches
    assert hatches.count("h0") == 24
    assert 'style="stroke:#111111;stroke-width:1.1;stroke-linecap:round"' in hatches


@pytest.mark.parametrize("pattern", [circles(5, 0.3), circles(24, 0.3, colour="#ff0000")])
def test_few_dots_and_dots_of_two_colours_stay_as_they_are(pattern):
    assert share_patterns(pattern)[1] == pattern


def test_groups_and_turns_that_say_nothing_are_left_out():
    text = '<text x="1.234567" y="-0.5" transform="rotate(-0 1.234567 0.5)">a</text>'
    turned = '<text x="1" y="2" transform="rotate(90 1 2)">b</text>'
    found = compact_svg(
        f'<svg a="b"><g><g style="fill:red"><g/>{text}</g></g><g>{turned}</g></svg>', name="x"
    )
    assert found == (f'<svg a="b"><g style="fill:red"><text x="1.23" y="-0.5">a</text></g>{turned}</svg>')


def test_ids_that_nothing_refers_to_are_left_out():
    found = compact_svg(
        '<svg a="b"><g id="nobody"><path id="kept" d="M 0 0"/></g><use href="#kept"/></svg>', name="x"
    )
    assert "nobody" not in found
    assert '<path id="x-0"' in found
    assert 'href="#x-0"' in found


def hatched(own: str, wide: int) -> str:
    return (
        f'<svg><defs><pattern id="{own}" width="{wide}"></pattern></defs><g style="fill:url(#{own})"/></svg>'
    )


def test_hatches_that_are_alike_are_one_and_every_reference_follows():
    page = hatched("a", 2) + hatched("b", 2) + hatched("c", 9) + '<g style="clip-path:url(#clip)"/>'
    bare, hatches = share_patterns(page)
    assert re.findall(r"url\(#(\w+)\)", bare) == ["a", "a", "c", "clip"]
    assert "<pattern" not in bare
    assert re.findall(r'<pattern id="(.)"', hatches) == ["a", "c"]


def test_shapes_side_by_side_that_look_alike_are_a_group_and_links_are_short():
    use = '<use xlink:href="#{}" x="1" y="2" style="{}"/>'
    red, faint = "fill:red", "opacity:0.5"
    uses = "".join(use.format("s", look) for look in (red, red, faint, faint))
    found = compact_svg(f'<svg a="b"><path id="s" d="M 0 0"/>{uses}</svg>', name="x")
    bare = '<use href="#x-0" x="1" y="2"/>'
    assert f'<g style="{red}">{bare}{bare}</g><use' in found
    assert found.count(f'style="{faint}"') == 2  # of the whole, so not of a group
