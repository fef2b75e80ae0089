"""One sentence under each heading of a brief that answers it, from the results, before it is explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from skykeep.language import tell, tell_count
from skykeep.study.brief_data import BriefData, RaidRow, RaidTable, Share, SystemRow

from .cause_words import cause_lines
from .doubt import sure_interval
from .figure_ids import names_for
from .sensitivity_words import factor_name, share_cell
from .shipped_words import place_name, shipped
from .words import kilometres, listing, metres_high, percent, semicolons, share_with_limits, short_name

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
        limits=tell(
            "It cannot tell whether one unit in the field would win one raid: it shows what follows from "
            "public figures and the ground, and leaves out what is named here."
        ),
    )


def _reach(data: BriefData, lead: SystemRow) -> str:
    """Return where over the sites least and most of the lead system's ring can be engaged, low and high."""
    heights = sorted({min(data.verdict_heights_agl_m), max(data.verdict_heights_agl_m)})
    told = [
        tell("at {height} {shares}", height=metres_high(height), shares=_over_sites(data, lead, height))
        for height in heights
    ]
    return tell(
        "Of the {ring} ring of one {system} {unit} it can engage {shares}.",
        ring=kilometres(lead.engagement_ring_m),
        system=short_name(lead),
        unit=shipped(lead.unit_name),
        shares=listing(told),
    )


def _over_sites(data: BriefData, lead: SystemRow, height_agl_m: float) -> str:
    found: list[tuple[Share, str]] = [
        (row.engageable_share, place_name(site.name))
        for site in data.sites
        for row in data.coverage_of(lead.id, site.id).rows
        if row.height_agl_m == height_agl_m
    ]
    found.sort(key=lambda each: each[0].best)
    (least, where), (most, elsewhere) = found[0], found[-1]
    if percent(least.best) == percent(most.best):
        if len(found) == 1:
            return share_with_limits(most)
        places = listing([name for _, name in found])
        return tell("about {share} at {places}", share=share_with_limits(most), places=places)
    return tell(
        "{least} at {where} to {most} at {elsewhere}",
        least=share_with_limits(least),
        where=where,
        most=share_with_limits(most),
        elsewhere=elsewhere,
    )


def _rings(data: BriefData) -> str:
    """Return for each system what is left of its ring at the lowest and highest height named first."""
    low, high = min(data.verdict_heights_agl_m), max(data.verdict_heights_agl_m)
    site = data.site(data.raid_site)
    told = []
    for system in data.systems:
        rows = {row.height_agl_m: row.engageable_share for row in data.coverage_of(system.id, site.id).rows}
        there = {"share": share_with_limits(rows[low]), "system": short_name(system)}
        told.append(
            tell("{share} of the {system}’s", **there)
            if low == high
            else tell(
                "{share} of the {system}’s at {low} and {other} at {high}",
                low=metres_high(low),
                other=share_with_limits(rows[high]),
                high=metres_high(high),
                **there,
            )
        )
    return tell(
        "Round {site} what can be engaged of the engagement ring is {shares}.",
        site=place_name(site.name),
        shares=semicolons(told),
    )


def _row(raid: RaidTable, system: str) -> RaidRow:
    return next(row for row in raid.rows if (row.system, row.comparison) == (system, "as_it_comes"))


def _raid(data: BriefData, raid: RaidTable) -> str:
    """Return how many of one raid get past each system as it comes."""
    told, unsure = [], False
    for system in data.systems:
        leakers = _row(raid, system.id).summary["leakers"]
        past = {"mean": leakers["mean"], "system": short_name(system)}
        if leakers["ignorance_90"] is None:
            unsure = True
            told.append(tell("{mean:.1f} past the {system}", **past))
        else:
            told.append(tell("{mean:.1f} past the {system} ({sure})", sure=_sure(leakers), **past))
    of_raid = {"through": listing(told)}
    if unsure:
        return tell_count(
            "Of {count} threat on average {through} get through (too few worlds, {worlds}, to say how sure).",
            "Of {count} threats on average {through} get through (too few worlds, {worlds}, to say how "
            "sure).",
            raid.threats,
            worlds=data.provenance["worlds"],
            **of_raid,
        )
    return tell_count(
        "Of {count} threat on average {through} get through.",
        "Of {count} threats on average {through} get through.",
        raid.threats,
        **of_raid,
    )


def _sure(leakers: Mapping[str, Any]) -> str:
    """Return how sure a mean is, for brackets."""
    sure = sure_interval(leakers)
    return sure if sure[0].isalpha() else tell("we are 90\u00a0% sure of {sure}", sure=sure)


def _doctrine(lead: SystemRow, raid: RaidTable) -> str:
    """Return how far the answer to the lead raid moves between the doctrines that some world drew."""
    found = [
        (each["leakers"]["mean"], shipped(each["words"]))
        for each in _row(raid, lead.id).summary["doctrine"].get("answers", [])
    ]
    if len(found) < 2:
        return tell("Nothing can be said: fewer than two doctrines were drawn.")
    (least, first), (most, last) = min(found), max(found)
    return tell(
        "Between the doctrines the mean of {raid} that gets past the {system} moves from {least:.1f} "
        "({first}) to {most:.1f} ({last}).",
        raid=shipped(raid.name),
        system=short_name(lead),
        least=least,
        first=first,
        most=most,
        last=last,
    )


def _change(data: BriefData, lead: SystemRow, raid: RaidTable) -> str:
    """Return the cause that moves the lead system's leakers most, beyond luck, and the first fact to find."""
    lines, named = cause_lines(_row(raid, lead.id).summary), names_for(lead.id, data.figures)
    if not lines:
        most = tell(
            "No single figure moves what gets past the {system} in {raid} beyond luck.",
            system=short_name(lead),
            raid=shipped(raid.name),
        )
    else:
        low, high = sorted((lines[0].at_low, lines[0].at_high))
        most = tell(
            "Most of all for the {system}: {figure} ({kind}), alone between its limits, makes leakers of "
            "{raid} {low:.1f} to {high:.1f}.",
            system=short_name(lead),
            figure=named(lines[0].figure),
            kind=shipped(lines[0].kind),
            raid=shipped(raid.name),
            low=low,
            high=high,
        )
    return f"{most}{_first_fact(data, lines[0].figure if lines else '')}"


def _first_fact(data: BriefData, strongest: str) -> str:
    """Return the fact that would take most off the doubt; ``strongest`` is the cause that was just named."""
    if not data.facts or not data.facts["facts"]:
        return ""
    fact = data.facts["facts"][0]
    share = share_cell(fact["of_doubt"])
    if fact["figure"] == strongest:
        return tell(
            " It is also the first fact worth finding: knowing it would take {share} off the doubt.",
            share=share,
        )
    return tell(
        " The first fact worth finding is {figure} ({kind}): knowing it would take {share} off the doubt.",
        figure=factor_name(fact, names_for(data.lead_system, data.figures)),
        kind=shipped(fact["kind"]),
        share=share,
    )
