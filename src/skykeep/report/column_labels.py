"""Labels of cells in the style of the page: once for a column where every cell of it has the same."""

from __future__ import annotations

import re
from html import unescape

__all__ = ["labels_in_style"]

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_BODY_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL)
_HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
_CELL = re.compile(r"<(td|th)\b([^>]*)>")
_LABEL = re.compile(r' data-label="([^"]*)"')
_LABEL_CELLS = "labelled"


def labels_in_style(page: str) -> tuple[str, str]:
    """Return a page whose regular tables have no ``data-label``, and the rules of style that give each of
    their cells the same words.

    A table is regular if the cells that stand at one place of their rows all have one label; cells that span
    columns have none. Other tables keep theirs. The rules are for phones, where rows are set as lists.
    """
    rules: list[str] = []

    def told(found: re.Match[str]) -> str:
        table = found[0]
        labels = _labels_by_place(table)
        if labels is None:
            return table
        name = f"l{len(rules) + 1}"
        rules.append(
            "".join(
                f'.{name} td:nth-child({place})::before{{content:"{_quoted(label)}"}}'
                for place, label in sorted(labels.items())
            )
        )
        return _with_class(_LABEL.sub("", table), f"{_LABEL_CELLS} {name}")

    bare = _TABLE.sub(told, page)
    rules.append(f".{_LABEL_CELLS} td[colspan]::before{{content:none!important}}")
    return bare, "".join(rules)


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
