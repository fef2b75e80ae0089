"""Cells carry the words of their columns, whatever the head spans."""

import re

import pytest

from skykeep.report.column_labels import labels_in_style, with_phone_labels
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
    kept = re.sub(r' data-label="[^"]*"', "", with_labels(bare))
    assert kept == bare
    assert with_labels(bare).count("data-label=") > 50


def rules(page):
    """Return the label of each place in a row, by class of the table."""
    found = {}
    for name, place, label in re.findall(
        r'\.(l\d+) td:nth-child\((\d+)\)::before\{content:"((?:[^"\\]|\\.)*)"\}',
        page,
    ):
        found.setdefault(name, {})[int(place)] = label
    return found


def test_every_cell_of_the_page_has_a_label_or_speaks_of_its_row(page):
    by_class = rules(page)
    tables = re.findall(r"<table\b.*?</table>", page, re.DOTALL)
    regular = 0
    for table in tables:
        name = re.search(r"\bl\d+\b", table[: table.index(">")])
        regular += name is not None
        for body in re.findall(r"<tbody>.*?</tbody>", table, re.DOTALL):
            for row in re.findall(r"<tr\b.*?</tr>", body, re.DOTALL):
                for place, (tag, attributes) in enumerate(re.findall(r"<(td|th)\b([^>]*)>", row), start=1):
                    if tag == "td" and "colspan" not in attributes:
                        assert "data-label" in attributes or by_class[name[0]][place], attributes
    assert 5 < len(by_class) <= regular


def test_a_regular_table_says_each_label_once_and_the_others_keep_theirs():
    head = "<thead><tr><th>A</th><th>Be &lt;b&gt; &quot;c&quot;</th></tr></thead>"
    row = "<tr><th>x</th><td>1</td></tr>"
    regular = with_labels(
        f'<table class="own">{head}<tbody>{row}{row}<tr><td colspan=2>z</td></tr></tbody></table>'
    )
    three = "<thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>"
    rows = "<tr><td>1</td><td>2</td><td>3</td></tr><tr><td colspan=2>1</td><td>3</td></tr>"
    odd = with_labels(f"<table>{three}<tbody>{rows}</tbody></table>")
    bare, style = labels_in_style(regular + odd)
    assert bare.startswith('<table class="labelled l1 own">')
    assert style == (
        '.l1 td:nth-child(2)::before{content:"Be \\3c b> \\"c\\""}'
        ".labelled td[colspan]::before{content:none!important}"
    )
    assert "data-label" not in bare[: bare.index("</table>")]
    assert odd in bare


def test_tables_with_the_same_labels_share_their_rules():
    head = "<thead><tr><th>A</th><th>B</th></tr></thead>"
    table = f"<table>{head}<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    other = table.replace("B", "C")
    page = with_phone_labels(f"<style></style>{table}{table}{other}")
    assert re.findall(r'<table class="labelled (l\d)">', page) == ["l1", "l1", "l2"]
    assert page.count('{content:"A"}') == 2


def test_a_label_of_the_style_cannot_end_its_element():
    head = "<thead><tr><th>&lt;/style&gt;</th></tr></thead>"
    _, style = labels_in_style(with_labels(f"<table>{head}<tbody><tr><td>1</td></tr></tbody></table>"))
    assert "<" not in style
