"""The verdict: at most five plain sentences, computed from the results, each number with its doubt."""

from __future__ import annotations

from skykeep.study.brief_data import BatterySetRow, BriefData, CoverageRow, RaidRow, RaidTable, SystemRow

from .style import LEDGER_FILLS
from .words import count_word, kilometres, listing, metres_high, percent, share_with_doubts, share_with_limits

__all__ = ["SENTENCES_MAX", "short_name", "verdict"]

SENTENCES_MAX = 5
SETTLED_SHARE = 0.9
"""Share of worlds in which one option must be ahead before the verdict takes the order as settled."""
EMPTY_SHARE, FULL_SHARE = 0.5, 0.9


def verdict(data: BriefData) -> tuple[str, ...]:
    """Return the sentences of the verdict; doubts stand in round brackets."""
    lead = data.system(data.lead_system)
    raid = next(raid for raid in data.raids if raid.id == data.lead_raid)
    heights = sorted(data.outline_heights_agl_m)
    sentences = (
        _low(data, heights[0]),
        _high(data, heights[-1]),
        _placement(data, lead),
        _raid(data, lead, raid),
        _others(data, lead, raid),
    )
    return tuple(sentence for sentence in sentences if sentence)


def short_name(system: SystemRow) -> str:
    """Return the first word of a system's name, as one says it."""
    return system.name.split()[0]


def _rows(data: BriefData, height_agl_m: float) -> list[tuple[SystemRow, CoverageRow]]:
    """Return each system with its coverage at a height at the site of the raids."""
    return [
        (system, row)
        for system in data.systems
        for row in data.coverage_of(system.id, data.raid_site).rows
        if row.height_agl_m == height_agl_m
    ]


def _engaged(data: BriefData, height_agl_m: float) -> str:
    """Return the words: where, what target, and in what share of each ring it can be engaged."""
    rows = _rows(data, height_agl_m)
    shares = listing(
        [
            f"{share_with_limits(row.engageable_share)} of the {short_name(system)}’s "
            f"{kilometres(system.engagement_ring_m)} ring"
            for system, row in rows
        ]
    )
    target = rows[0][1].threat_class.replace("-", " ")
    return f"at {metres_high(height_agl_m)} a {target} can be engaged in {shares}"


def _low(data: BriefData, height_agl_m: float) -> str:
    """Return what can be engaged low down."""
    highest = max(row.engageable_share.high for _, row in _rows(data, height_agl_m))
    ring = "the brochure ring is mostly empty" if highest < EMPTY_SHARE else "the brochure ring is not full"
    site = data.site(data.raid_site)
    return f"Low down round {site.name}, {ring}: {_engaged(data, height_agl_m)}."


def _high(data: BriefData, height_agl_m: float) -> str:
    """Return what can be engaged high up."""
    shares = [row.engageable_share for _, row in _rows(data, height_agl_m)]
    if min(share.best for share in shares) < FULL_SHARE:
        ring = "the ring is not full either"
    elif min(share.low for share in shares) < EMPTY_SHARE:
        ring = "the ring is nearly true if the best public figures are, and far from it if the worst are"
    else:
        ring = "the ring is nearly true"
    return f"High up, {ring}: {_engaged(data, height_agl_m)}."


def _placement(data: BriefData, lead: SystemRow) -> str:
    """Return how much of the country several units engage, and whether that can be all of it."""
    table = data.placement
    rows = {row.height_agl_m: row for row in table.fixed}
    chosen = [rows[height] for height in sorted(data.outline_heights_agl_m, reverse=True)]
    most = max(row.area.high for row in (*table.fixed, *table.best))
    units = f"{count_word(table.count)} {short_name(lead)} {lead.unit_name}s"
    if most < 1.0:
        answer = f"{units[0].upper()}{units[1:]} do not cover all {table.country} at any height studied"
    else:
        answer = f"Whether {units} cover all {table.country} depends on the height and on the figures"
    return (
        f"{answer}: on paper their circles are {percent(table.paper_ratio)} of its area (claimed range), "
        f"over the ground they would engage {listing([_at_height(row) for row in chosen])}."
    )


def _at_height(row: BatterySetRow) -> str:
    return f"{share_with_limits(row.area)} of it at {metres_high(row.height_agl_m)}"


def _row(raid: RaidTable, system: str) -> RaidRow:
    """Return a system as it comes."""
    return next(row for row in raid.rows if row.system == system and row.comparison == "as_it_comes")


def _raid(data: BriefData, lead: SystemRow, raid: RaidTable) -> str:
    """Return what the lead system stopped of the lead raid, and what most leakers met."""
    summary = _row(raid, lead.id).summary
    reason = max(summary["ledger"], key=lambda name: float(summary["ledger"][name]))
    return (
        f"Of {raid.name}, one {short_name(lead)} {lead.unit_name} at {data.site(data.raid_site).name} "
        f"stopped {share_with_doubts(summary['stopped_share'])}; the commonest reason for a leaker was "
        f"“{LEDGER_FILLS[reason].words}”."
    )


def _others(data: BriefData, lead: SystemRow, raid: RaidTable) -> str:
    """Return what the others stopped, and whether the difference outlives the doubt."""
    others = [(system, _row(raid, system.id)) for system in data.systems if system.id != lead.id]
    if not others:
        return ""
    stopped = listing(
        [
            f"one {short_name(system)} {system.unit_name} stopped "
            f"{share_with_doubts(row.summary['stopped_share'])}"
            for system, row in others
        ]
    )
    ahead = listing(
        [
            f"the {short_name(system)} let fewer through than the {short_name(lead)} in "
            f"{percent(row.fewer_than_lead or 0.0)}"
            if place == 0
            else f"the {short_name(system)} in {percent(row.fewer_than_lead or 0.0)}"
            for place, (system, row) in enumerate(others)
        ]
    )
    shares = [row.fewer_than_lead or 0.0 for _, row in others]
    settled = [share >= SETTLED_SHARE or share <= 1.0 - SETTLED_SHARE for share in shares]
    close = "" if all(settled) else ", which settles no order" if not any(settled) else ", which settles part"
    return f"Of the same raid, {stopped}; {ahead} of the joint draws of public figures{close}."
