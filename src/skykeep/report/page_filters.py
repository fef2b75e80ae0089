"""What templates of a brief do with values: numbers, names and sentences as the page shows them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup, escape

from skykeep.language import in_digits, language, name, tell
from skykeep.plurals import plural_of
from skykeep.study.brief_data import FigureRow

from . import words
from .arabic_summary import with_names
from .contents import own_words
from .doubt import share_with_doubts, sure_interval
from .fields import entry_words, figure_label, figure_name
from .figure_ids import id_name, id_value
from .gain_words import lacked, lucky, moves_words, share_words, size_ends
from .placement_words import share_words as placed_share
from .placement_words import short_of
from .shipped_words import shipped
from .templating import environment, shown

__all__ = ["as_english", "brief_environment"]

DOUBT = re.compile(r"\(([^()]*)\)")
SAID = re.compile(r"((?:[^():]|\([^()]*\))*): ")
"""What a sentence says first: all before a colon that stands in no brackets."""
NAME = re.compile(r"\b[A-Z]\w*(?:-(?:\w*\d\w*|[A-Z]+))+")
"""A designation: capital first, then parts with a digit or in capitals after hyphens."""


@cache
def brief_environment() -> jinja2.Environment:
    """Return the templates with the words and numbers they use; everything is escaped unless marked safe.

    It is made once, and with it each template is compiled once, however many pages are written.
    """
    made = environment()
    made.filters |= {
        "percent": words.percent,
        "limits": words.share_with_limits,
        "outwards": lambda share: words.DASH.join(words.limits_outwards((share.low, share.high))),
        "km": words.kilometres,
        "high": words.metres_high,
        "clock": words.clock,
        "count_word": words.count_word,
        "sure": sure_interval,
        "interval": words.interval,
        "number": words.number,
        "value": words.figure_value,
        "claim_value": words.claim_value,
        "kind_words": words.kind_words,
        "ring_kind": words.chosen_kind,
        "all_sources": _all_sources,
        "own_sources": _own_sources,
        "between": words.figure_limits,
        "doubts": _doubts,
        "lucky": lucky,
        "lacked": lacked,
        "moves": lambda found, data: moves_words(data, found),
        "share_words": share_words,
        "size_ends": size_ends,
        "placed_share": placed_share,
        "short_of": short_of,
        "named": _named,
        "with_names": with_names,
        "then": _then,
        "share_doubts": share_with_doubts,
        "listing": words.listing,
        "own_words": own_words,
        "counted": lambda count, noun: words.plural(count, noun),
        "id_name": id_name,
        "id_value": id_value,
        "figure_name": figure_name,
        "figure_label": figure_label,
        "short": words.short_name,
        "threat": lambda threat_class: shipped(threat_class.replace("-", " ")),
        "name": shipped,
        "entry": entry_words,
        "kind": words.kind_word,
        "digits": in_digits,
        "fixed": words.fixed,
        "english": as_english,
        "plural_of": plural_of,
        "unit_plural": lambda noun: shipped(plural_of(noun)),
    }
    return made


def _all_sources(row: FigureRow) -> list[str]:
    """Return every source of a figure and of its claims, once."""
    return list(dict.fromkeys([*row.sources, *(name for claim in row.claims for name in claim.sources)]))


def _own_sources(row: FigureRow) -> list[str]:
    """Return the sources of a figure that none of its claims names."""
    claimed = {name for claim in row.claims for name in claim.sources}
    return [name for name in row.sources if name not in claimed]


def _then(loop: Any) -> str:
    """Return what stands behind one entry of a list in a sentence: a comma, ``and``, or nothing."""
    return "" if loop.last else tell(" and ") if loop.revindex == 2 else tell(", ")


def _named(text: str) -> Markup:
    """Return a text in which designations such as S-400 are kept on one line."""
    return with_names(Markup(NAME.sub(r'<span class="nb">\g<0></span>', str(escape(shown(text))))))


def _doubts(text: str) -> Markup:
    """Return a sentence with what it says first set off and its doubts (in brackets) set back."""
    told = str(_named(text))
    found = SAID.match(told)
    marked = DOUBT.sub(r'<span class="doubt">(\1)</span>', told[found.end() :] if found else told)
    return Markup(f"<strong>{found[1]}:</strong> {marked}" if found else marked)


def as_english(text: str) -> str | Markup:
    """Return text of the catalogue or of a case, which stays in its language, marked as such."""
    if language() == "en":
        return text
    said = shipped(text)
    if said != name(text):
        return said
    return Markup('<span lang="en" dir="ltr">{}</span>').format(shown(text))
