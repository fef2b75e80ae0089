"""How a notebook shows what the catalogue holds: every field as text, figures with their limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from html import escape
from typing import Any

__all__ = ["Shown", "rows_html"]

LONGEST = 200
"""Characters of a value that is neither a figure nor a table."""


class Shown:
    """Gives a frozen dataclass a table for notebooks: where, value, limits, kind and who says so; all text is
    escaped."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        cells = ("what", "best", "low", "high", "kind", "claimant or source")
        name = getattr(self, "name", "") or type(self).__name__
        return rows_html(f"{name} (SI units)", cells, _rows("", self))


def rows_html(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table for a notebook; whatever stands in it is text, never markup."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<table><caption style="text-align:left">{escape(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )


def _rows(where: str, value: Any) -> Iterator[tuple[str, ...]]:
    """Yield a row for each figure and each plain value below a value."""
    if all(hasattr(value, name) for name in ("best", "low", "high", "kind")):
        said = value.claimant or ", ".join(value.sources) or value.note
        limits = (f"{value.best:.6g}", f"{value.low:.6g}", f"{value.high:.6g}")
        yield (where or "figure", *limits, value.kind, said[:LONGEST])
    elif is_dataclass(value):
        for field in fields(value):
            yield from _rows(_below(where, field.name), getattr(value, field.name))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _rows(_below(where, name), inner)
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        for number, inner in enumerate(value):
            yield from _rows(_below(where, getattr(inner, "id", str(number))), inner)
    elif value is not None and value != () and value != "":
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        yield (where, shown[:LONGEST], "", "", "", "")


def _below(where: str, name: str) -> str:
    """Return the place of an inner value."""
    return f"{where}/{name}" if where else name
