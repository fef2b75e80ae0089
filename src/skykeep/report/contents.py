"""What is in a page, told to who is about to share it: every part, how large it is, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skykeep.language import name, tell, to_tell
from skykeep.page.embed import Packed
from skykeep.study.own_parts import OwnParts

from .shipped_words import shipped
from .words import plural

__all__ = [
    "NOT_INSIDE",
    "SIZE_MARK",
    "Content",
    "held_size",
    "own_contents",
    "own_words",
    "raids_content",
    "with_size",
]

NOT_INSIDE = to_tell(
    "No clock time, no path of a file, no name of a computer or a user. It asks nothing of any network, and "
    "sends nothing."
)
SIZE_MARK = "@@SIZE@@"
"""Stands where the size of the whole file will."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One part of a page; ``size_bytes`` is None where it stands among the rest, and ``is_own`` says that it
    did not ship with skykeep."""

    what: str
    size_bytes: int | None = None
    is_own: bool = False

    @property
    def size_words(self) -> str:
        """How large the part is, empty where it stands among the rest."""
        return "" if self.size_bytes is None else tell("{size:,.0f} kB", size=self.size_bytes / 1e3)


def held_size(part: Packed) -> int:
    """Return how many bytes a packed part takes in a page: each of its letters is one, but those that a page
    writes as more."""
    return len(part.text.encode("utf-8"))


RECORD_WORDS = {
    "contracts": "contract",
    "deliveries": "delivery",
    "precedents": "precedent",
    "holdings": "holding",
    "counts": "count of fire",
}
"""One row of each kind on record in words."""


def own_contents(own: OwnParts) -> list[Content]:
    """Return the user's own systems, rows on record and settings as parts of a page."""
    return [
        *(
            Content(what=tell("Figures of the {system}, and their sources", system=name(each)), is_own=True)
            for each in own.systems
        ),
        *(
            Content(
                what=tell("From your records: {rows}", rows=plural(count, RECORD_WORDS[kind])), is_own=True
            )
            for kind, count in own.records.items()
        ),
        *(
            Content(what=tell("What was set: {setting}", setting=name(f"{path} = {value}")), is_own=True)
            for path, value in own.settings.items()
        ),
    ]


def raids_content(count: int, ground: str, size_bytes: int) -> Content:
    """Return the raids that a page plays as a part of it."""
    what = tell(
        "{raids} in full, with the ground under them ({ground})",
        raids=plural(count, "raid"),
        ground=shipped(ground),
    )
    return Content(what=what, size_bytes=size_bytes)


def own_words(contents: Sequence[Content]) -> str:
    """Return a sentence that says how much of a page is the user's own."""
    own = [each for each in contents if each.is_own]
    if not own:
        return tell("Nothing in it is your own: all of it ships with skykeep, or was computed from that.")
    return tell(
        "Of your own, and so for you to judge: {own} of the {all} parts below, marked.",
        own=len(own),
        all=len(contents),
    )


def with_size(page: str) -> str:
    """Return the page with its size where it is told."""
    size = len(page.encode("utf-8"))
    return page.replace(SIZE_MARK, tell("{size:.2f} MB", size=size / 1e6))
