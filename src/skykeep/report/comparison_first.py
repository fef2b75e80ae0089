"""The first screen of a comparison: who leaks least and how sure, then what each option does and costs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from skykeep.study.choice.winner import TOO_FEW
from skykeep.study.intervals import WORLDS_FOR_IGNORANCE

from .comparison_orders import doctrine_name, order_sentences
from .comparison_tables import (
    HEADING_WIDE,
    NONE,
    TableText,
    cost_cells,
    doubted,
    interval_words,
    named_with_units,
)
from .comparison_words import (
    ALIKE,
    closest_rival,
    cost_words,
    decision_sentences,
    few_worlds_words,
    lead_balance,
    lead_doctrine,
    names_of,
    rows_of,
    sure_words,
    winner_of,
)
from .price_words import caution_words, purchase_words
from .raid_dots import count_columns, count_error, count_row
from .words import count_word, listing, metres_high, percent, plural

__all__ = ["first_screen", "first_tables", "leader_sentences", "price_caution", "price_lines", "record_line"]

Found = Mapping[str, Any]
RAIDS_SHOWN = 5
"""Raids of the first table at most: the lead raid and the next ones; --full has all."""
NAME_WIDE = 23
STATUS = {"clear": "a clear winner", "none": "no clear winner", "open": "too few draws to tell"}


def first_screen(found: Found) -> list[str]:
    """Return what a reader takes away in a minute: what was asked, who leaks least and how sure that is,
    whether it holds under every doctrine, what it costs, and what all criteria together say."""
    told = [_asked(found), *few_worlds_words(found), *leader_sentences(found)]
    told += [*order_sentences(found), *cost_words(found)]
    decided = decision_sentences(found)
    enough = found["decision"] is not None and found["decision"]["worlds"] >= WORLDS_FOR_IGNORANCE
    if enough and not any(row["is_dominated"] for row in found["decision"]["dominated"]):
        decided[0] = f"No option is dominated. {decided[0]}"
    return [*told, *decided]


def first_tables(found: Found) -> Iterator[TableText]:
    """Yield what each option lets through and covers, then a hundred raids as counts beside cost and time."""
    yield _effect(found)
    yield _counts_and_costs(found)


def _asked(found: Found) -> str:
    """Return what was compared, and with how many raids."""
    sites = listing([site["name"] for site in found["sites"]])
    raids = sum(row["worlds"] * row["replications"] for row in found["rows"])
    count = len(found["options"])
    return (
        f"{count_word(count).capitalize()} {'option' if count == 1 else 'options'} at {sites}, each against "
        f"the same {plural(len(found['raids']), 'raid')}: {raids:,} raids in up to "
        f"{plural(found['worlds_limit'], 'joint draw')} of figures."
    )


def leader_sentences(found: Found) -> list[str]:
    """Return past which option fewest leak in each raid at the lead site, how sure that is against the
    closest rival, and whether there is a clear winner."""
    names = names_of(found)
    won: dict[str, list[str]] = {}
    for raid in found["raids"]:
        winner = winner_of(
            found, "leakers", site=found["lead"]["site"], raid=raid["id"], balance=lead_balance(found)
        )
        if winner is None or len(names) < 2:
            continue
        pair, told = names[winner["leader"]], f"{raid['name']}: {winner['note']}"
        if winner["note"] == TOO_FEW:
            told = raid["name"]
        elif not winner["note"]:
            rival, chance = closest_rival(found, winner)
            pair += f" before {names[rival]}"
            told = f"{raid['name']}: {sure_words(chance)}, {STATUS[winner['status']]}"
        won.setdefault(pair, []).append(told)
    if not won:
        return []
    leaders = listing([f"{pair} ({'; '.join(raids)})" for pair, raids in won.items()])
    return [f"At {_site(found)}, {_how(found)}, fewest leak on average past {leaders}."]


def _how(found: Found) -> str:
    """Return what is alike, and how all fight where that is not drawn."""
    name = lead_doctrine(found)
    doctrine = "" if name == "drawn" else f", doctrine: {doctrine_name(found, name)}"
    return f"{ALIKE[lead_balance(found)]}{doctrine}"


def record_line(found: Found) -> str:
    """Return what is on record of the class of the lead raid, in one sentence; empty without any."""
    rows = (found["records"].get(found["lead"]["raid"]) or {"rows": ()})["rows"]
    told = [
        f"of {row['launched']:,} {row['words']} {percent(row['share'])} stopped "
        f"({'–'.join(percent(end, unit='') for end in row['count_error_90'])} by count alone), {row['place']}"
        for row in rows
    ]
    return f"On record, no yardstick for one unit: {'; '.join(told)}." if told else ""


def price_lines(found: Found) -> list[str]:
    """Return what stands below costs: what the country bought itself, and that no record proves nothing."""
    rows, names = found["costs"]["options"], names_of(found)
    told = [f"{names[row['option']]}: {words}" for row in rows for words in purchase_words(row["purchases"])]
    return [*told, *filter(None, [price_caution(found)])]


def price_caution(found: Found) -> str:
    """Return that no record of sanctions proves nothing, empty where every option has one."""
    return caution_words(row["sanctions"] for row in found["costs"]["options"])


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
    told: list[Found] = []
    for raid in raids[:RAIDS_SHOWN]:
        here = rows_of(found, site=lead["site"], raid=raid["id"], balance=lead_balance(found))
        leakers = {row["option"]: row["leakers"] for row in here}
        told += leakers.values()
        columns.append(textwrap.fill(raid["name"], HEADING_WIDE + 2))
        for option, row in cells.items():
            row.append(doubted(leakers.get(option), digits=0))
    for heading, people in _people(found):
        columns.append(heading)
        for option, row in cells.items():
            row.append(doubted(people.get(option), digits=0, scale=0.01))
    covered = (
        f"; people of {_country(found)} engaged for from all sites{_as_each_comes(found)}, %"
        if found["country"]
        else ""
    )
    return (
        f"Leakers at {_site(found)}, {_how(found)}{covered} ({interval_words(told)})",
        columns,
        list(cells.values()),
    )


def _as_each_comes(found: Found) -> str:
    """Return that something is of options as each comes, where what leaks is not."""
    return "" if lead_balance(found) == "as_it_comes" else f", {ALIKE['as_it_comes']}"


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
    cells: dict[str, list[str]] = {
        option: [named_with_units(found, option, name)] for option, name in names.items()
    }
    columns, headings = ["option"], []
    if dots:
        launched = dots["threats_launched"]
        bands = count_columns(launched)
        columns += [band.replace(" to ", "–") for band in bands]
        for option, row in cells.items():
            hundred = dots["options"].get(option)
            row += [NONE] * len(bands) if hundred is None else count_row(hundred, launched)[: len(bands)]
        raid = next(each["name"] for each in found["raids"] if each["id"] == dots["raid"])
        one = next(iter(dots["options"].values()))
        headings.append(
            f"How many leak in how many of {len(one['dots'])} such raids ({raid}, median figures; by the "
            f"number of raids alone a count may be off by {count_error(one)})"
        )
    costs = {row["option"]: row for row in found["costs"]["options"]}
    if costs:
        columns += [
            f"{found['costs']['years']:g} years,\nbn USD",
            "first after\nyears",
            "sanctions\non record",
        ]
        for option, row in cells.items():
            row += cost_cells(costs.get(option))
        headings.append(f"cost, time{_as_each_comes(found)} (90 % of draws)")
    first = {row["option"]: row["ranks"][0] for row in (found["decision"] or {}).get("acceptability", ())}
    if first and not few_worlds_words(found):
        columns.append("ranked\nfirst")
        for option, row in cells.items():
            row.append(percent(first[option]["p"]))
    heading = "; ".join(headings)
    return heading[:1].upper() + heading[1:], columns, list(cells.values())
