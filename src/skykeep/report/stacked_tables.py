"""Tables that a phone can read: each cell carries the words of its column, for rows that are set as lists."""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser

from skykeep.language import tell

__all__ = ["with_labels"]

TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)


def with_labels(page: str) -> str:
    """Return a page in which every cell below a head has ``data-label``: the words above it, joined.

    Heads may span rows and columns. A cell that spans columns, and one that heads its row, gets none:
    it speaks of the whole row. Words of a second line follow a comma.
    """
    return TABLE.sub(lambda found: _labelled(found.group()), page)


def _labelled(table: str) -> str:
    reader = _Table()
    reader.feed(table)
    reader.close()
    return "".join(reader.out)


class _Table(HTMLParser):
    """Copies one table and writes the label into each cell as it passes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._labels: dict[int, list[str]] = {}
        self._taken: set[tuple[int, int]] = set()
        self._in_head, self._row, self._column = False, -1, 0
        self._open: tuple[list[str], range] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Copy a tag; a head's cell opens a label, a body's cell gets one."""
        text = self.get_starttag_text() or ""
        if tag == "thead":
            self._in_head = True
        elif tag == "tr":
            self._row, self._column = self._row + 1, 0
        elif tag == "br" and self._open is not None:
            self._open[0].append(tell(", "))
        elif tag in ("td", "th"):
            text = self._cell(tag, text, {name: value or "" for name, value in attrs})
        self.out.append(text)

    def _cell(self, tag: str, text: str, attrs: dict[str, str]) -> str:
        across, down = int(attrs.get("colspan", 1)), int(attrs.get("rowspan", 1))
        while self._in_head and (self._row, self._column) in self._taken:
            self._column += 1
        columns = range(self._column, self._column + across)
        self._column += across
        if self._in_head:
            self._taken |= {(self._row + row, column) for row in range(down) for column in columns}
            self._open = ([], columns)
            return text
        label = ": ".join(self._labels.get(columns[0], []))
        if tag == "th" or across > 1 or not label:
            return text
        return f'{text[:-1]} data-label="{escape(label)}">'

    def handle_endtag(self, tag: str) -> None:
        """Copy the end of a tag; the end of a head's cell closes its label."""
        if tag in ("td", "th") and self._open is not None:
            words, columns = self._open
            comma = tell(", ").strip()
            label = " ".join("".join(words).split()).replace(f" {comma}", comma).strip(f"{comma} ")
            for column in columns if label else ():
                self._labels.setdefault(column, []).append(label)
            self._open = None
        self._in_head = self._in_head and tag != "thead"
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Copy text, into an open label too."""
        self.out.append(data)
        if self._open is not None:
            self._open[0].append(data)

    def handle_entityref(self, name: str) -> None:
        """Copy a named character; a label keeps it as a character."""
        self.out.append(f"&{name};")
        if self._open is not None:
            self._open[0].append(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        """Copy a numbered character; a label keeps it as a character."""
        self.out.append(f"&#{name};")
        if self._open is not None:
            self._open[0].append(unescape(f"&#{name};"))
