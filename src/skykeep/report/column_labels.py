"""Labels of cells in the style of the page: once for a column where every cell of it has the same."""

from __future__ import annotations

import re
from html import unescape

from .stacked_tables import with_labels

__all__ = ["labels_in_style", "with_phone_labels"]

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_BODY_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL)
_HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_CELL = re.compile(r"<(td|th)\b([^>]*)>")
_LABEL = re.compile(r' data-label="([^"]*)"')
_LABEL_CELLS = "labelled"


def with_phone_labels(page: str) -> str:
    """Return a page in whose tables a phone, which sets rows as lists, says the column of every cell."""
    bare, labels = labels_in_style(with_labels(page))
    return bare.replace("</style>", f"@media screen and (max-width:48rem){{{labels}}}</style>", 1)


def labels_in_style(page: str) -> tuple[str, str]:
    """Return a page whose regular tables have no ``data-label``, and the rules of style that give each of
    their cells the same words.

    A table is regular if the cells that stand at one place of their rows all have one label; cells that span
    columns have none. Other tables keep theirs. Tables with the same labels share their rules, which are for
    phones, where rows are set as lists.
    """
    names: dict[str, str] = {}

    def told(found: re.Match[str]) -> str:
        table = found[0]
        labels = _labels_by_place(table)
        if labels is None:
            return table
        rules = "".join(
            f' td:nth-child({place})::before{{content:"{_quoted(label)}"}}\n'
            for place, label in sorted(labels.items())
        )
        name = names.setdefault(rules, f"l{len(names) + 1}")
        return _with_class(_LABEL.sub("", table), f"{_LABEL_CELLS} {name}")

    bare = _TABLE.sub(told, page)
    style = [f".{name}{rule}" for rules, name in names.items() for rule in rules.splitlines()]
    return bare, "".join([*style, f".{_LABEL_CELLS} td[colspan]::before{{content:none!important}}"])


def _labels_by_place(table: str) -> dict[int, str] | None:
    """Return the label of each place in a row, counted from one; None where the table is not regular."""
    labels: dict[int, str] = {}
    for row in _BODY_ROW.findall(_HEAD.sub("", table)):
        for place, (tag, attributes) in enumerate(_CELL.findall(row), start=1):
            if tag == "th" or " colspan=" in attributes:
                continue
            label = _LABEL.search(attributes)
            if label is None or labels.setdefault(place, label[1]) != label[1]:
                return None
    return labels or None


def _with_class(table: str, names: str) -> str:
    """Return a table with more classes."""
    opened, rest = table[: table.index(">")], table[table.index(">") :]
    if ' class="' in opened:
        return opened.replace(' class="', f' class="{names} ', 1) + rest
    return f'{opened} class="{names}"{rest}'


def _quoted(label: str) -> str:
    """Return words for a string of CSS inside a style element, which nothing in it can end."""
    words = unescape(label).replace("\\", "\\\\").replace('"', '\\"')
    return words.replace("<", "\\3c ").replace("\n", " ")
