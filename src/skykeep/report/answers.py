"""One sentence under each heading of a brief that answers it, from the results, before it is explained."""

from __future__ import annotations

from dataclasses import dataclass

from skykeep.study.brief_data import BriefData, RaidRow, RaidTable, Share, SystemRow

from .cause_words import cause_lines
from .doubt import sure_interval
from .figure_ids import names_for
from .sensitivity_words import factor_name, share_cell
from .words import NBSP, kilometres, listing, metres_high, percent, share_with_limits, short_name

__all__ = ["Answers", "answers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers by the heading that each stands under; ``raids`` by the id of the raid."""

    reach: str
    rings: str
    doctrine: str
    raids: dict[str, str]
    change: str
    limits: str


def answers(data: BriefData) -> Answers:
    """Return the answer to each heading, each number with its doubt."""
    lead = data.system(data.lead_system)
    lead_raid = next(raid for raid in data.raids if raid.id == data.lead_raid)
    return Answers(
        reach=_reach(data, lead),
        rings=_rings(data),
        doctrine=_doctrine(lead, lead_raid),
        raids={raid.id: _raid(data, raid) for raid in data.raids},
        change=_change(data, lead, lead_raid),
        limits="It cannot tell whether one unit in the field would win one raid: it shows what follows from "
        "public figures and the ground, and leaves out what is named here.",
    )


def _reach(data: BriefData, lead: SystemRow) -> str:
    """Return where over the sites least and most of the lead system's ring can be engaged, low and high."""
    heights = sorted({min(data.verdict_heights_agl_m), max(data.verdict_heights_agl_m)})
    told = [f"at {metres_high(height)} {_over_sites(data, lead, height)}" for height in heights]
    ring = kilometres(lead.engagement_ring_m)
    return f"Of the {ring} ring of one {short_name(lead)} {lead.unit_name} it can engage {listing(told)}."


def _over_sites(data: BriefData, lead: SystemRow, height_agl_m: float) -> str:
    found: list[tuple[Share, str]] = [
        (row.engageable_share, site.name)
        for site in data.sites
        for row in data.coverage_of(lead.id, site.id).rows
        if row.height_agl_m == height_agl_m
    ]
    found.sort(key=lambda each: each[0].best)
    (least, where), (most, elsewhere) = found[0], found[-1]
    if percent(least.best) == percent(most.best):
        places = listing([name for _, name in found])
        return f"about {share_with_limits(most)} at {places}" if len(found) > 1 else share_with_limits(most)
    return f"{share_with_limits(least)} at {where} to {share_with_limits(most)} at {elsewhere}"


def _rings(data: BriefData) -> str:
    """Return for each system what is left of its ring at the lowest and highest height named first."""
    low, high = min(data.verdict_heights_agl_m), max(data.verdict_heights_agl_m)
    site = data.site(data.raid_site)
    told = []
    for system in data.systems:
        rows = {row.height_agl_m: row.engageable_share for row in data.coverage_of(system.id, site.id).rows}
        there = share_with_limits(rows[low])
        told.append(
            f"{there} of the {short_name(system)}’s"
            if low == high
            else f"{there} of the {short_name(system)}’s at {metres_high(low)} and "
            f"{share_with_limits(rows[high])} at {metres_high(high)}"
        )
    return f"Round {site.name} what can be engaged of the engagement ring is {'; '.join(told)}."


def _row(raid: RaidTable, system: str) -> RaidRow:
    return next(row for row in raid.rows if (row.system, row.comparison) == (system, "as_it_comes"))


def _raid(data: BriefData, raid: RaidTable) -> str:
    """Return how many of one raid get past each system as it comes."""
    few = f" (too few worlds, {data.provenance['worlds']}, to say how sure)"
    told, unsure = [], False
    for system in data.systems:
        leakers = _row(raid, system.id).summary["leakers"]
        past = f"{leakers['mean']:.1f} past the {short_name(system)}"
        if leakers["ignorance_90"] is None:
            unsure = True
        else:
            sure = sure_interval(leakers)
            past += f" ({sure if sure[0].isalpha() else f'we are 90{NBSP}% sure of {sure}'})"
        told.append(past)
    threats = "threat" if raid.threats == 1 else "threats"
    return f"Of {raid.threats} {threats} on average {listing(told)} get through{few if unsure else ''}."


def _doctrine(lead: SystemRow, raid: RaidTable) -> str:
    """Return how far the answer to the lead raid moves between the doctrines that some world drew."""
    found = [
        (each["leakers"]["mean"], each["words"])
        for each in _row(raid, lead.id).summary["doctrine"].get("answers", [])
    ]
    if len(found) < 2:
        return "Nothing can be said: fewer than two doctrines were drawn."
    (least, first), (most, last) = min(found), max(found)
    return (
        f"Between the doctrines the mean of {raid.name} that gets past the {short_name(lead)} moves from "
        f"{least:.1f} ({first}) to {most:.1f} ({last})."
    )


def _change(data: BriefData, lead: SystemRow, raid: RaidTable) -> str:
    """Return the cause that moves the lead system's leakers most, beyond luck, and the first fact to find."""
    lines, named = cause_lines(_row(raid, lead.id).summary), names_for(lead.id, data.figures)
    if not lines:
        most = f"No single figure moves what gets past the {short_name(lead)} in {raid.name} beyond luck."
    else:
        ends = sorted((lines[0].at_low, lines[0].at_high))
        most = (
            f"Most of all for the {short_name(lead)}: {named(lines[0].figure)} ({lines[0].kind}), alone "
            f"between its limits, makes leakers of {raid.name} {ends[0]:.1f} to {ends[1]:.1f}."
        )
    return f"{most}{_first_fact(data, lines[0].figure if lines else '')}"


def _first_fact(data: BriefData, strongest: str) -> str:
    """Return the fact that would take most off the doubt; ``strongest`` is the cause that was just named."""
    if not data.facts or not data.facts["facts"]:
        return ""
    fact = data.facts["facts"][0]
    off = f"would take {share_cell(fact['of_doubt'])} off the doubt"
    if fact["figure"] == strongest:
        return f" It is also the first fact worth finding: knowing it {off}."
    name = factor_name(fact, names_for(data.lead_system, data.figures))
    return f" The first fact worth finding is {name} ({fact['kind']}): knowing it {off}."
