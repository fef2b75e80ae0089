"""The first screen of a comparison: who leaks least and how sure, then what each option does and costs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from .comparison_orders import doctrine_name, order_sentences
from .comparison_tables import HEADING_WIDE, NONE, TableText, cost_cells, doubted
from .comparison_words import (
    ALIKE,
    closest_rival,
    cost_words,
    decision_sentences,
    lead_balance,
    lead_doctrine,
    names_of,
    rows_of,
    sure_words,
    winner_of,
)
from .raid_dots import count_columns, count_row
from .words import count_word, listing, metres_high, percent, plural

__all__ = ["first_screen", "first_tables", "leader_sentences"]

Found = Mapping[str, Any]
RAIDS_SHOWN = 5
"""Raids of the first table at most: the lead raid and the next ones; --full has all."""
NAME_WIDE = 23


def first_screen(found: Found) -> list[str]:
    """Return what a reader takes away in a minute: what was asked, who leaks least and how sure that is,
    whether it holds under every doctrine, what it costs, and what all criteria together say."""
    told = [_asked(found), *leader_sentences(found), *order_sentences(found)]
    return [each for each in (*told, *cost_words(found), *decision_sentences(found)) if each]


def first_tables(found: Found) -> Iterator[TableText]:
    """Yield what each option lets through and covers, then a hundred raids as counts beside cost and time."""
    yield _effect(found)
    yield _counts_and_costs(found)


def _asked(found: Found) -> str:
    """Return what was compared, and with how many raids."""
    sites = listing([site["name"] for site in found["sites"]])
    raids = sum(row["worlds"] * row["replications"] for row in found["rows"])
    options = count_word(len(found["options"])).capitalize()
    return (
        f"{options} options at {sites}, each against the same {plural(len(found['raids']), 'raid')}: "
        f"{raids:,} raids, in up to {plural(found['worlds_limit'], 'joint draw')} of the public figures."
    )


def leader_sentences(found: Found) -> list[str]:
    """Return past which option fewest leak in each raid at the lead site, how sure that is against the
    closest rival, and whether there is a clear winner."""
    names, site = names_of(found), _site(found)
    won: dict[str, list[str]] = {}
    status: dict[str, list[str]] = {"clear": [], "none": [], "open": []}
    for raid in found["raids"]:
        winner = winner_of(
            found, "leakers", site=found["lead"]["site"], raid=raid["id"], balance=lead_balance(found)
        )
        if winner is None or len(names) < 2:
            continue
        status[winner["status"]].append(raid["name"])
        told = raid["name"]
        if not winner["note"]:
            rival, chance = closest_rival(found, winner)
            told += f": {sure_words(chance)} to beat {names[rival]}"
        won.setdefault(winner["leader"], []).append(told)
    if not won:
        return []
    leaders = listing([f"{names[leader]} ({'; '.join(raids)})" for leader, raids in won.items()])
    ends = [
        words.format(listing(status[name]))
        for name, words in (
            ("clear", "clear winner against {}"),
            ("none", "no clear winner against {}"),
            ("open", "more worlds would tell against {}"),
        )
        if status[name]
    ]
    ending = "; ".join(ends)
    whole = (
        "No clear winner in any raid." if status["none"] and not (status["clear"] or status["open"]) else ""
    )
    return [
        f"At {site}, {ALIKE[lead_balance(found)]}, fewest leak on average past {leaders}. "
        + (whole or f"{ending[:1].upper()}{ending[1:]}.")
    ]


def _site(found: Found) -> str:
    """Return the name of the lead site."""
    return next(str(each["name"]) for each in found["sites"] if each["id"] == found["lead"]["site"])


def _effect(found: Found) -> TableText:
    """Return what of each raid leaks past each option, and the people of the country that it engages for."""
    lead, names = found["lead"], names_of(found)
    raids = [raid for raid in found["raids"] if raid["id"] == lead["raid"]]
    raids += [raid for raid in found["raids"] if raid["id"] != lead["raid"]]
    cells: dict[str, list[str]] = {option: [textwrap.fill(name, NAME_WIDE)] for option, name in names.items()}
    columns = ["option"]
    for raid in raids[:RAIDS_SHOWN]:
        here = rows_of(found, site=lead["site"], raid=raid["id"], balance=lead_balance(found))
        leakers = {row["option"]: row["leakers"] for row in here}
        columns.append(textwrap.fill(raid["name"], HEADING_WIDE + 2))
        for option, row in cells.items():
            row.append(doubted(leakers.get(option), digits=0))
    for heading, people in _people(found):
        columns.append(heading)
        for option, row in cells.items():
            row.append(doubted(people.get(option), digits=0, scale=0.01))
    doctrine = (
        "" if lead_doctrine(found) == "drawn" else f", doctrine {doctrine_name(found, lead_doctrine(found))}"
    )
    covered = f"; people of {_country(found)} engaged for from all sites, %" if found["country"] else ""
    return (
        f"Leakers at {_site(found)}, {ALIKE[lead_balance(found)]}{doctrine}{covered} "
        "(we are 90 % sure: low to high)",
        columns,
        list(cells.values()),
    )


def _people(found: Found) -> Iterator[tuple[str, dict[str, Found]]]:
    """Yield the share of the people of the country at the lowest height, with its heading."""
    for height in found["heights_agl_m"][:1]:
        here = [row for row in found["country"] if row["height_agl_m"] == height]
        if here:
            heading = f"people, %,\n{metres_high(height)} up"
            yield heading, {row["option"]: row["engageable_share_of_people"] for row in here}


def _country(found: Found) -> str:
    """Return the name of the country."""
    return str(found["country"][0]["country_name"])


def _counts_and_costs(found: Found) -> TableText:
    """Return a hundred lead raids of each option as counts, its cost, time and precedents, and how often it
    is first over all weightings."""
    names, dots = names_of(found), found["dots"]
    cells: dict[str, list[str]] = {option: [textwrap.fill(name, NAME_WIDE)] for option, name in names.items()}
    columns, headings = ["option"], []
    if dots:
        launched = dots["threats_launched"]
        bands = count_columns(launched)
        columns += [band.replace(" to ", "–") for band in bands]
        for option, row in cells.items():
            hundred = dots["options"].get(option)
            row += [NONE] * len(bands) if hundred is None else count_row(hundred, launched)[: len(bands)]
        raid = next(each["name"] for each in found["raids"] if each["id"] == dots["raid"])
        headings.append(f"In so many of 100 such raids ({raid}, figures at the median) so many leak")
    costs = {row["option"]: row for row in found["costs"]["options"]}
    if costs:
        columns += [
            f"{found['costs']['years']:g} years,\nbn USD",
            "first after\nyears",
            "sanctions\non record",
        ]
        for option, row in cells.items():
            row += cost_cells(costs.get(option))
        headings.append("cost and time (90 % of draws)")
    first = {row["option"]: row["ranks"][0] for row in (found["decision"] or {}).get("acceptability", ())}
    if first:
        columns.append("ranked\nfirst")
        for option, row in cells.items():
            row.append(percent(first[option]["p"]))
    heading = "; ".join(headings)
    return heading[:1].upper() + heading[1:], columns, list(cells.values())
