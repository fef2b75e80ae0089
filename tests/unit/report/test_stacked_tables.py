"""Cells carry the words of their columns, whatever the head spans."""

import re

import pytest

from skykeep.report.stacked_tables import with_labels


def labels(page):
    """Return the label of each cell, None where it has none."""
    cells = re.findall(r"<td\b([^>]*)>", page)
    return [found.group(1) if (found := re.search(r'data-label="([^"]*)"', cell)) else None for cell in cells]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<table><thead><tr><th>A</th><th>B</th></tr></thead><tr><th>x</th><td>1</td></tr></table>", ["B"]),
        (
            "<table><thead><tr><th rowspan=2>Raid</th><th colspan=2>Alpha</th></tr>"
            "<tr><th>Seen<br><small>of 5 km</small></th><th>Met</th></tr></thead>"
            "<tbody><tr><th>r</th><td>1</td><td>2</td></tr></tbody></table>",
            ["Alpha: Seen, of 5 km", "Alpha: Met"],
        ),
        (
            "<table><thead><tr><th>A</th><th>B</th></tr></thead><tr><td colspan=2>row</td></tr></table>",
            [None],
        ),
        ("<table><tr><td>no head</td></tr></table>", [None]),
        ("<table><thead><tr><th></th></tr></thead><tr><td>1</td></tr></table>", [None]),
    ],
)
def test_a_cell_is_labelled_by_all_heads_above_it(table, expected):
    assert labels(with_labels(table)) == expected


def test_a_label_cannot_break_out_of_its_attribute():
    head = "<thead><tr><th>A &quot;x&quot; &lt;b&gt; &#38;amp;</th></tr></thead>"
    told = with_labels(f"<table>{head}<tr><td class='n'>1</td></tr></table>")
    assert "<td class='n' data-label=\"A &quot;x&quot; &lt;b&gt; &amp;amp;\">1</td>" in told


def test_all_but_the_labels_stays_as_it_was(page):
    bare = re.sub(r' data-label="[^"]*"', "", page)
    assert with_labels(bare) == page
    assert page.count("data-label=") > 50


def test_every_cell_of_the_page_has_a_label_or_speaks_of_its_row(page):
    for cells in re.findall(r"<tbody>.*?</tbody>", page, re.DOTALL):
        bare = [cell for cell in re.findall(r"<td\b[^>]*>", cells) if "data-label" not in cell]
        assert all("colspan" in cell for cell in bare), bare
