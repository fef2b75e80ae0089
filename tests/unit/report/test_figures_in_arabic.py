"""A figure on a page that is written from right to left: texts where they were, numbers in its digits."""

import re

from skykeep.language import in_language, name
from skykeep.report.svg import drawing, to_inline_svg


def texts_of_a_figure():
    with drawing(3.0, 2.0, name="figure") as figure:
        axes = figure.add_axes((0.2, 0.2, 0.7, 0.7))
        axes.plot([0, 20], [0, 1])
        axes.set_xticks([0, 20])
        axes.set_yticks([0.5], [name("S-400")])
        axes.set_title(f"{name('S-400')}: 2.5", loc="left", style="italic")
        svg = to_inline_svg(figure, name="figure", words="")
    found = re.findall(r'<text style="([^"]*)" x="([^"]*)"[^>]*>([^<]*)', svg)
    return {
        words: (re.search(r"text-anchor:(\w+)", style)[1], "italic" in style, x) for style, x, words in found
    }


def test_texts_of_a_figure_start_at_their_right_end_in_arabic():
    english = texts_of_a_figure()
    with in_language("ar"):
        arabic = texts_of_a_figure()
    assert [anchor for anchor, _, _ in english.values()] == ["middle", "middle", "end", "start"]
    assert list(arabic) == ["٠", "٢٠", "\u2068S-400\u2069", "\u2068S-400\u2069: ٢٫٥"]
    assert [anchor for anchor, _, _ in arabic.values()] == ["middle", "middle", "start", "end"]
    assert [x for _, _, x in arabic.values()] == [x for _, _, x in english.values()]
    assert [slanted for _, slanted, _ in (*english.values(), *arabic.values())] == [False] * 3 + [True] + [
        False
    ] * 4
