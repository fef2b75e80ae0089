"""The verdict: at most six points, computed from the results, each number with its doubt."""

from __future__ import annotations

from skykeep.language import tell
from skykeep.plurals import plural_of
from skykeep.study.brief_data import BriefData, CoverageRow, RaidRow, RaidTable, SystemRow

from .choice_words import choice_points
from .doubt import share_with_doubts
from .enough_words import enough_sentence, fewest_words
from .shipped_words import place_name, shipped
from .style import LEDGER_FILLS
from .words import (
    count_word,
    kilometres,
    listing,
    metres_high,
    percent,
    semicolons,
    share_with_limits,
    short_name,
)

__all__ = ["SENTENCES_MAX", "units_placed", "verdict"]

SENTENCES_MAX = 6
SETTLED_SHARE = 0.9
"""Share of worlds in which one option must be ahead before the verdict takes the order as settled."""
ORDER_WORLDS = 20
"""With fewer worlds the share of them in which one option is ahead says nothing of its order."""
EMPTY_SHARE, FULL_SHARE = 0.5, 0.9
MOST_SHARE = 0.5


def verdict(data: BriefData) -> tuple[str, ...]:
    """Return the points of the verdict; doubts stand in round brackets.

    They answer the choice first, then the rings and the country; of a case with one option alone, the lead
    system against its raid.
    """
    lead = data.system(data.lead_system)
    raid = next(raid for raid in data.raids if raid.id == data.lead_raid)
    heights = sorted(data.verdict_heights_agl_m)
    choice = choice_points(data.choice)
    points = (
        *choice,
        _low(data, heights[0]),
        _high(data, heights[-1]),
        _placement(data),
        *(() if choice else (_raid(data, lead, raid), _others(data, lead, raid))),
    )
    return tuple(point for point in points if point)


def _rows(data: BriefData, height_agl_m: float) -> list[tuple[SystemRow, CoverageRow]]:
    """Return each system with its coverage at a height at the site of the raids."""
    return [
        (system, row)
        for system in data.systems
        for row in data.coverage_of(system.id, data.raid_site).rows
        if row.height_agl_m == height_agl_m
    ]


def _engaged(data: BriefData, height_agl_m: float, *, reach: bool = False) -> str:
    """Return the words: where, what target, and in what share of each ring it can be engaged.

    With ``reach`` also how far out it is first met, least to most over the bearings: rings differ in size.
    """
    rows = _rows(data, height_agl_m)
    shares = listing([_of_ring(system, row, _met(row) if reach else "") for system, row in rows])
    target = shipped(rows[0][1].threat_class.replace("-", " "))
    return tell(
        "at {height} a {target} can be engaged in {shares}",
        height=metres_high(height_agl_m),
        target=target,
        shares=shares,
    )


def _of_ring(system: SystemRow, row: CoverageRow, met: str) -> str:
    """Return what share of the ring of a system is engaged, and how far out a threat is met where asked."""
    told = {
        "share": share_with_limits(row.engageable_share),
        "system": short_name(system),
        "ring": kilometres(system.engagement_ring_m),
    }
    if met:
        return tell("{share} of the {system}’s {ring} ring (met {met} out)", met=met, **told)
    return tell("{share} of the {system}’s {ring} ring", **told)


def _met(row: CoverageRow) -> str:
    """Return how far out a threat is first met, least to most over the bearings."""
    least, most = (round(end / 1000.0) for end in (min(row.first_intercept_m), max(row.first_intercept_m)))
    if least == most:
        return tell("{most}\u00a0km", most=most)
    return tell("{least} to {most}\u00a0km", least=least, most=most)


def _low(data: BriefData, height_agl_m: float) -> str:
    """Return what can be engaged low down."""
    highest = max(row.engageable_share.high for _, row in _rows(data, height_agl_m))
    told = {
        "site": place_name(data.site(data.raid_site).name),
        "engaged": _engaged(data, height_agl_m, reach=True),
    }
    if highest < EMPTY_SHARE:
        return tell("Low down round {site}, the brochure ring is mostly empty: {engaged}.", **told)
    return tell("Low down round {site}, the brochure ring is not full: {engaged}.", **told)


def _high(data: BriefData, height_agl_m: float) -> str:
    """Return what can be engaged high up."""
    rows = _rows(data, height_agl_m)
    shares = [row.engageable_share for _, row in rows]
    full = [short_name(system) for system, row in rows if row.engageable_share.best >= FULL_SHARE]
    lacking = [short_name(system) for system, row in rows if row.engageable_share.best < FULL_SHARE]
    if lacking and full:
        ring = tell(
            "the ring of the {lacking} is not full, that of the {full} nearly is if the best public figures "
            "are true",
            lacking=listing(lacking),
            full=listing(full),
        )
    elif lacking:
        ring = tell("the ring is not full either")
    elif min(share.low for share in shares) < EMPTY_SHARE:
        ring = tell(
            "the ring is nearly true if the best public figures are, and far from it if the worst are"
        )
    else:
        ring = tell("the ring is nearly true")
    return tell("High up, {ring}: {engaged}.", ring=ring, engaged=_engaged(data, height_agl_m))


def units_placed(data: BriefData) -> str:
    """Return how many units of the lead system are placed, in words."""
    lead, count = data.system(data.lead_system), data.placement["k"]
    noun = shipped(lead.unit_name if count == 1 else plural_of(lead.unit_name))
    return tell(
        "{count_word} {system} {noun}", count_word=count_word(count), system=short_name(lead), noun=noun
    )


def _placement(data: BriefData) -> str:
    """Return how much of the country several units engage, and whether that can be all of it."""
    found = data.placement
    return f"{enough_sentence(found, units_placed(data))} {fewest_words(found)}"


def _row(raid: RaidTable, system: str) -> RaidRow:
    """Return a system as it comes."""
    return next(row for row in raid.rows if row.system == system and row.comparison == "as_it_comes")


def _raid(data: BriefData, lead: SystemRow, raid: RaidTable) -> str:
    """Return what the lead system stopped of the lead raid, and the commonest reason for a leaker."""
    summary = _row(raid, lead.id).summary
    reason, leakers = max(summary["ledger"].items(), key=lambda entry: float(entry[1]))
    stopped = summary["stopped_share"]
    low, high = stopped["ignorance_90"] or (0.0, 1.0)
    if stopped["ignorance_90"] is None:
        does = tell(
            "may stop most of a raid or let it through (too few worlds, {worlds}, to tell)",
            worlds=data.provenance["worlds"],
        )
    elif high < MOST_SHARE:
        does = tell("lets most of a raid through")
    elif low >= MOST_SHARE:
        does = tell("stops most of a raid")
    else:
        does = tell("may stop most of a raid or let it through")
    told = {
        "system": short_name(lead),
        "unit": shipped(lead.unit_name),
        "site": place_name(data.site(data.raid_site).name),
        "does": does,
        "raid": shipped(raid.name),
        "share": share_with_doubts(stopped),
    }
    if leakers <= 0.0:
        return tell("One {system} {unit} at {site} {does}: of {raid} it stopped {share}.", **told)
    return tell(
        "One {system} {unit} at {site} {does}: of {raid} it stopped {share}; the commonest reason for a "
        "leaker was “{reason}”.",
        reason=LEDGER_FILLS[reason].words,
        **told,
    )


def _ahead(row: RaidRow) -> str:
    """Return the share of worlds in which a system is ahead, with its error and the ties."""
    beside = []
    if row.fewer_than_lead_90 is not None:
        low, high = (percent(end, unit="") for end in row.fewer_than_lead_90)
        beside.append(tell("computed: {low} to {high}", low=low, high=high))
    if row.alike_share:
        beside.append(tell("in {share} both stop as many", share=percent(row.alike_share, unit="")))
    share = tell(
        "{share} of 100 draws of the public figures", share=percent(row.fewer_than_lead or 0.0, unit="")
    )
    return f"{share} ({semicolons(beside)})" if beside else share


def _others(data: BriefData, lead: SystemRow, raid: RaidTable) -> str:
    """Return whether others stop more of it, and whether that outlives the doubt."""
    others = [(system, _row(raid, system.id)) for system in data.systems if system.id != lead.id]
    if not others:
        return ""
    if data.provenance["worlds"] < ORDER_WORLDS:
        return tell(
            "Whether another stops more than the {system} is not told here: too few worlds ({worlds}; it "
            "takes {least}).",
            system=short_name(lead),
            worlds=data.provenance["worlds"],
            least=ORDER_WORLDS,
        )
    shares = [row.fewer_than_lead or 0.0 for _, row in others]
    settled = [share >= SETTLED_SHARE or share <= 1.0 - SETTLED_SHARE for share in shares]
    if all(settled):
        known = tell("settled")
    else:
        known = tell("settled in part") if any(settled) else tell("not settled")
    ahead = listing(
        [
            tell(
                "the {system} does in {draws}, stopping {share}",
                system=short_name(system),
                draws=_ahead(row),
                share=share_with_doubts(row.summary["stopped_share"], names=("ignorance_90",)),
            )
            for system, row in others
        ]
    )
    return tell(
        "Whether another stops more than the {system} is {known} by the public figures: {ahead}.",
        system=short_name(lead),
        known=known,
        ahead=ahead,
    )
