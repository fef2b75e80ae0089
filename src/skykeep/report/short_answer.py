"""The answer of a brief in short, below its question: what each system stops, whether several are enough, and
how what was bought compares with what was considered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.language import tell, to_tell
from skykeep.study.brief_data import BriefData, RaidRow
from skykeep.study.choice.winner import TOO_FEW

from .comparison_words import names_of, other_way, sure_words
from .doubt import is_resolved
from .enough_words import covers_words
from .placement_words import height_words, share_words
from .shipped_words import place_name, shipped
from .verdict import units_placed
from .words import listing, percent, semicolons, short_name

__all__ = ["beside_sentence", "short_answer"]

Found = Mapping[str, Any]

EVEN, SURE_SHARE = 0.5, 0.9
"""Chance with which nobody is ahead, and chance from which on an order is called clear, the error of its
computation allowed for."""
HALF = 0.5
"""Share of a raid that the first sentence asks after, in its words."""
_STOPS = {
    "less": to_tell("{systems} alone stops less than half on average"),
    "more": to_tell("{systems} alone stops half or more on average"),
    "open": to_tell("whether {systems} alone stops half on average public figures leave open"),
}
"""What is said of the systems that surely stop less than half, that surely stop half, and of the others."""


def short_answer(data: BriefData) -> list[str]:
    """Return the answer in short, then what was bought beside what was considered; none where a case has one
    option alone, whose verdict is short itself."""
    if not data.choice:
        return []
    answer = " ".join(each for each in (_stopped(data), _enough(data)) if each)
    return [each for each in (answer, beside_sentence(data.choice)) if each]


def _stopped(data: BriefData) -> str:
    """Return what one unit of each system stops of the lead raid; nothing where that is not resolved."""
    raid = next(raid for raid in data.raids if raid.id == data.lead_raid)
    rows = [row for row in raid.rows if row.comparison == "as_it_comes"]
    shares = [row.summary["stopped_share"] for row in rows]
    if not all(share["ignorance_90"] is not None and is_resolved(share) for share in shares):
        return ""
    by_answer: dict[str, list[str]] = {}
    for row, share in zip(rows, shares, strict=True):
        low, high = share["ignorance_90"]
        answer = "less" if high < HALF else "more" if low >= HALF else "open"
        by_answer.setdefault(answer, []).append(short_name(data.system(row.system)))
    clauses = [
        tell(_STOPS[answer], systems=listing(by_answer[answer], last="or"))
        for answer in _STOPS
        if answer in by_answer
    ]
    return tell(
        "In short: of {raid} at {site}, {clauses}. Stopped on average: {stopped}; in brackets: we are "
        "90\u00a0% sure of the mean.",
        site=place_name(data.site(data.raid_site).name),
        raid=shipped(raid.name),
        clauses=semicolons(clauses),
        stopped=listing([_share(data, row) for row in rows]),
    )


def _share(data: BriefData, row: RaidRow) -> str:
    """Return what share of a raid a system stops, with what we are sure of."""
    stopped = row.summary["stopped_share"]
    low, high = (percent(end, unit="") for end in stopped["ignorance_90"])
    return tell(
        "{system} {share} ({low} to {high})",
        system=short_name(data.system(row.system)),
        share=percent(stopped["mean"]),
        low=low,
        high=high,
    )


def _enough(data: BriefData) -> str:
    """Return whether several units of the lead system cover the country."""
    found = data.placement
    return tell(
        "{answer}: at the best sites {share} of it can be engaged {heights}.",
        answer=covers_words(found, units_placed(data)),
        share=share_words(found),
        heights=height_words(found),
    )


def beside_sentence(found: Found) -> str:
    """Return in plain words how what was bought compares with what was considered: past which fewer leak raid
    by raid, which costs less, and of which of these we are sure; nothing where a case puts none beside."""
    if len(found.get("beside", ())) < 2:
        return ""
    names = names_of(found)
    first, second = found["beside"][:2]
    ids = (first["option"], second["option"])
    lead = found["lead"]["raid"]
    ahead: dict[tuple[str, str], list[str]] = {}
    for raid in sorted(found["raids"], key=lambda raid: bool(raid["id"] != lead)):
        order = _order(found, ids, "leakers", raid["id"])
        if order is not None:
            fewer = tell("of {raid}{sure}", raid=shipped(raid["name"]), sure=order[2])
            ahead.setdefault(order[:2], []).append(fewer)
    parts = [
        tell(
            "fewer leak past {option}, {clear}: {raids}",
            option=names[option],
            clear=clear,
            raids=listing(raids),
        )
        for (option, clear), raids in ahead.items()
    ]
    order = _order(found, ids, "cost_usd")
    if order is not None:
        cheaper, clear, sure = order
        parts.append(
            tell("{option} costs less, {clear}{sure}", option=names[cheaper], clear=clear, sure=sure)
        )
    if not parts:
        return ""
    return tell(
        "{option}, {words}, against {other}, {words_of_other}, each as it comes at {site}: {told}.",
        option=names[ids[0]],
        words=shipped(first["words"]),
        other=names[ids[1]],
        words_of_other=shipped(second["words"]),
        site=place_name(next(site["name"] for site in found["sites"] if site["id"] == found["lead"]["site"])),
        told=semicolons(parts),
    )


def _order(found: Found, ids: tuple[str, str], measure: str, raid: str = "") -> tuple[str, str, str] | None:
    """Return which of two options is ahead, whether clearly, and how sure that is, to follow on what it is
    said of; None where it was not computed."""
    for row in found["pairs"]:
        if {row["option"], row["other"]} != set(ids) or (row["measure"], row["raid"]) != (measure, raid):
            continue
        if raid and row["site"] != found["lead"]["site"]:
            continue
        is_first = row["expected"]["p"] >= EVEN
        ahead = row["option" if is_first else "other"]
        if any(winner["note"] == TOO_FEW for winner in found["winners"]):
            return ahead, tell("too few draws to tell how clearly"), ""
        chance = row["expected"] if is_first else other_way(row["expected"])
        least = chance["p"] if chance["mc_error_90"] is None else chance["mc_error_90"][0]
        clear = tell("clearly") if least >= SURE_SHARE else tell("not clearly")
        return ahead, clear, tell(", {sure}", sure=sure_words(chance))
    return None
