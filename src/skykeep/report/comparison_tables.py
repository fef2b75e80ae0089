"""Tables of a comparison as text: heading, columns and rows of cells, each number with its doubt."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from skykeep.language import in_digits, tell, to_tell
from skykeep.study.choice.winner import ONE_OPTION, TOO_FEW
from skykeep.study.intervals import WORLDS_FOR_IGNORANCE

from .comparison_words import (
    ALIKE,
    closest_rival,
    few_worlds_words,
    lead_balance,
    lead_doctrine,
    names_of,
    rows_of,
    sure_words,
    winner_of,
)
from .doubt import chances, sure_interval
from .price_words import cost_mark, sanction_cell, unit_cell, years_mark
from .shipped_words import place_name, shipped
from .words import half_up, interval, metres_high, percent

__all__ = [
    "HEADING_WIDE",
    "NONE",
    "SANCTIONS",
    "TableText",
    "cost_cells",
    "doubted",
    "full_tables",
    "interval_words",
    "named_with_units",
    "overview",
    "verdicts",
]

Found = Mapping[str, Any]
TableText = tuple[str, list[str], list[list[str]]]
NONE = "–"
STATUS = {"clear": to_tell("yes"), "none": to_tell("no"), "open": to_tell("too few draws to tell")}
SURE, ALIKE_IN_ALL = to_tell("90\u00a0% sure"), to_tell("in nearly all draws")
"""In place of an interval of a single value, the mean itself: of ignorance, and of all draws."""
SURE_HEADING = to_tell("we are 90 % sure: low to high")
SANCTIONS = to_tell("sanctions\non record")
HEADING_WIDE, NAME_WIDE = 11, 22
"""Letters of a line of a heading, and of the name of an option."""


def verdicts(found: Found) -> TableText:
    """Return who is best against each raid and at each height, and how sure that is."""
    lead, names = found["lead"], names_of(found)
    asked = [
        (
            shipped(raid["name"]),
            winner_of(found, "leakers", site=lead["site"], raid=raid["id"], balance=lead_balance(found)),
        )
        for raid in found["raids"]
    ]
    asked += [
        (
            tell("reach {height} up", height=metres_high(height)),
            winner_of(found, "keep_out_r50_m", site=lead["site"], height_agl_m=height),
        )
        for height in found["heights_agl_m"]
    ]
    rows = []
    for words, winner in asked:
        if winner is None:
            continue
        unsaid = winner["note"] in (ONE_OPTION, TOO_FEW)
        rival, chance = ("", None) if unsaid else closest_rival(found, winner)
        sure = "" if chance is None else f"{names[rival]}: {sure_words(chance)}"
        rows.append([words, names[winner["leader"]], tell(STATUS[winner["status"]]), sure])
    told = {"site": _site(found), "alike": tell(ALIKE[lead_balance(found)])}
    heading = (
        tell("Best at {site}, {alike}", **told)
        if lead_balance(found) == "as_it_comes"
        else tell("Best at {site}, {alike} (reach: as each comes)", **told)
    )
    columns = [
        "",
        tell("best on average"),
        tell("clear winner"),
        tell("the one it is least sure to beat"),
    ]
    return heading, columns, rows


def _site(found: Found) -> str:
    """Return the name of the lead site."""
    return place_name(next(each["name"] for each in found["sites"] if each["id"] == found["lead"]["site"]))


def overview(found: Found) -> TableText:
    """Return what leaks past each option, how far out it meets targets, and how often it is first."""
    lead = found["lead"]
    raids = [raid for raid in found["raids"] if _leakers(found, lead["site"], raid["id"])]
    heights = [height for height in found["heights_agl_m"] if _reach(found, lead["site"], height)]
    columns = [tell("option"), *(textwrap.fill(shipped(raid["name"]), HEADING_WIDE) for raid in raids)]
    columns += [tell("km at\n{height}", height=metres_high(height)) for height in heights]
    weighed = [] if few_worlds_words(found) else (found["decision"] or {}).get("acceptability", ())
    first = {row["option"]: row["ranks"][0]["p"] for row in weighed}
    costs = {row["option"]: row for row in found["costs"]["options"]}
    if costs:
        columns += [
            tell("cost, {years:g} y\nbn USD", years=found["costs"]["years"]),
            tell("first after\nyears"),
            tell(SANCTIONS),
        ]
    columns += [tell("first over\nweightings")] if first else []
    rows: list[list[str]] = []
    shown: list[Found] = []
    for option, name in names_of(found).items():
        cells = [named_with_units(found, option, name)]
        for raid in raids:
            shown.append(_leakers(found, lead["site"], raid["id"])[option])
            cells.append(doubted(shown[-1], digits=0))
        for height in heights:
            shown.append(_reach(found, lead["site"], height)[option])
            cells.append(doubted(shown[-1], digits=0, scale=1000.0))
        if costs:
            cells += cost_cells(costs.get(option))
        if first:
            cells.append(percent(first[option]))
        rows.append(cells)
    return (
        tell(
            "Leakers at {site}; how far out half of the bearings keep a target, km; cost and time "
            "({interval})",
            site=_site(found),
            interval=interval_words(shown),
        ),
        columns,
        rows,
    )


def named_with_units(found: Found, option: str, name: str) -> str:
    """Return the name of an option and below it what it holds: its cost is of that many units."""
    units = next(each["units"] for each in found["options"] if each["id"] == option)
    return f"{textwrap.fill(name, NAME_WIDE)}\n{textwrap.fill(f'({unit_cell(units)})', NAME_WIDE)}"


def cost_cells(row: Found | None) -> list[str]:
    """Return cost, years to the first capability and precedents of an option, lines of a cell each: what is
    assumed is marked below the number."""
    if row is None:
        return [NONE, NONE, NONE]
    low, mid, high = (row["cost"][f"{end}_musd"] / 1000.0 for end in ("low", "mid", "high"))
    time = row["first_capability"]
    years = tell(
        "{mid:.1f} ({low:.1f} to {high:.1f})",
        mid=time["mid_years"],
        low=time["low_years"],
        high=time["high_years"],
    )
    told = tell("there") if time["held"] else f"{years}\n{years_mark(time)}"
    billions = tell("{mid:.2g} ({low:.2g} to {high:.2g})", mid=mid, low=low, high=high)
    cost = "\n".join(filter(None, (billions, cost_mark(row))))
    return [cost, told, sanction_cell(row["sanctions"])]


def _leakers(found: Found, site: str, raid: str) -> dict[str, Found]:
    """Return leakers by option."""
    here = rows_of(found, site=site, raid=raid, balance=lead_balance(found))
    return {row["option"]: row["leakers"] for row in here}


def _reach(found: Found, site: str, height: float) -> dict[str, Found]:
    """Return the keep-out range of half of the bearings by option."""
    return {
        row["option"]: row["keep_out_r50_m"]
        for row in found["coverage"]
        if row["site"] == site and row["height_agl_m"] == height
    }


def doubted(estimate: Found | None, *, digits: int, scale: float = 1.0) -> str:
    """Return a mean with how sure it is, or without that where nine tenths of all draws lie.

    Where both ends are printed as the mean they are told in words.
    """
    if estimate is None:
        return NONE
    mean = in_digits(f"{estimate['mean'] / scale:.{digits}f}")
    if estimate["ignorance_90"] is not None:
        scaled = dict(estimate) | {"ignorance_90": [end / scale for end in estimate["ignorance_90"]]}
        sure = sure_interval(scaled, digits=digits)
        return f"{mean} ({tell(SURE) if sure == mean else sure})"
    if estimate["total_90"] is None:
        return mean
    ends = interval([end / scale for end in estimate["total_90"]], digits=digits)
    return f"{mean} ({tell(ALIKE_IN_ALL) if ends == mean else tell('in all {ends}', ends=ends)})"


def interval_words(estimates: Iterable[Found]) -> str:
    """Return what the brackets of some cells are: how sure we are, or where that is not known what 90 of 100
    raids hold."""
    if all(each["ignorance_90"] is not None for each in estimates):
        return tell(SURE_HEADING)
    return tell(
        'we are 90 % sure: low to high; "in all": 90 % of the raids played, whatever the figures',
    )


def full_tables(found: Found) -> Iterator[TableText]:
    """Yield every other table: who is best, all sites and balances, and, unless the worlds are too few to say
    who wins, how sure each order is, and ranks.
    """
    yield verdicts(found)
    yield from _all_rows(found)
    few = few_worlds_words(found)
    if not few:
        yield from _pairs(found)
    yield from _doctrine(found)
    yield from _coverage(found)
    if found["decision"] is not None and not few:
        yield _ranks(found)
        yield _dominated(found)


def _all_rows(found: Found) -> Iterator[TableText]:
    """Yield leakers of every option by site and raid, for each balance."""
    names = names_of(found)
    for balance in found["balances"]:
        here = [row for row in found["rows"] if row["balance"] == balance]
        if not here:
            continue
        rows = [
            [
                names[row["option"]],
                row["site"],
                row["raid"],
                row["doctrine"],
                doubted(row["leakers"], digits=1),
                _none_leaks(row),
                doubted(row["rounds_left"], digits=0),
                row["most_lacked"] or "",
            ]
            for row in here
        ]
        yield (
            f"What leaks, {tell(ALIKE[balance])}",
            [
                "option",
                "site",
                "raid",
                "doctrine",
                "leakers (90 % sure)",
                "none leaks",
                "rounds left (90 % sure)",
                "most lacked",
            ],
            rows,
        )


def _none_leaks(row: Found) -> str:
    """Return in how many raids nothing leaks: of a hundred, and as they were counted where the worlds are too
    few to be sure of a chance.
    """
    p, raids = row["p_no_leaker"]["mean"], row["worlds"] * row["replications"]
    return chances(p) if row["worlds"] >= WORLDS_FOR_IGNORANCE else f"{round(p * raids)} of {raids:,} played"


def _pairs(found: Found) -> Iterator[TableText]:
    """Yield how sure we are that the option of a row beats that of a column, for the lead site's raids."""
    names, lead = names_of(found), found["lead"]
    for raid in found["raids"]:
        sure: dict[tuple[str, str], float] = {}
        wanted = ("leakers", lead["site"], raid["id"], lead_balance(found), lead_doctrine(found))
        for row in found["pairs"]:
            if tuple(row[key] for key in ("measure", "site", "raid", "balance", "doctrine")) == wanted:
                p = row["expected"]["p"]
                sure[row["option"], row["other"]], sure[row["other"], row["option"]] = p, 1.0 - p
        if not sure:
            continue
        there = {option: name for option, name in names.items() if any(option in pair for pair in sure)}
        rows = [
            [name, *(_sure_cell(sure[one, two], found) if one != two else NONE for two in there)]
            for one, name in there.items()
        ]
        yield (
            f"How sure we are that fewer of {raid['name']} leak past the option of a row than of a column "
            "(error of computation up to 10 points; in the JSON for each)",
            ["", *there.values()],
            rows,
        )


def _sure_cell(p: float, found: Found) -> str:
    """Return how sure we are as a cell: never all or nothing, whatever all draws say."""
    least = math.ceil(100.0 * (1.0 - 0.05 ** (1.0 / max(1, found["worlds_limit"]))))
    if p >= 1.0 - 0.01 * least:
        return f"> {100 - least} %"
    return f"< {least} %" if p <= 0.01 * least else percent(p)


def _doctrine(found: Found) -> Iterator[TableText]:
    """Yield leakers by the doctrine that worlds drew, for the lead site's raids."""
    names, lead = names_of(found), found["lead"]
    for raid in found["raids"]:
        here = rows_of(found, site=lead["site"], raid=raid["id"], balance=lead_balance(found))
        drawn = [each["doctrine"] for each in here[0]["by_doctrine"]] if here else []
        if not drawn:
            continue
        rows = []
        for row in here:
            by = {each["doctrine"]: each["leakers"] for each in row["by_doctrine"]}
            rows.append([names[row["option"]], *(_computed(by.get(name)) for name in drawn)])
        yield f"{raid['name']}: leakers by doctrine (computed: low to high)", ["option", *drawn], rows


def _computed(estimate: Found | None) -> str:
    """Return a mean with the error of its computation."""
    if estimate is None:
        return NONE
    ends = estimate["mc_error_90"]
    return f"{estimate['mean']:.1f}" + ("" if ends is None else f" ({interval(ends)})")


def _coverage(found: Found) -> Iterator[TableText]:
    """Yield what each option sees and engages at each site and height."""
    names = names_of(found)
    if not found["coverage"]:
        return
    rows = []
    for row in found["coverage"]:
        shares = " + ".join(
            f"{_limits(each['seen_share'])} / {_limits(each['engageable_share'])}" for each in row["systems"]
        )
        rows.append(
            [
                names[row["option"]],
                row["site"],
                metres_high(row["height_agl_m"]),
                shares,
                doubted(row["keep_out_r50_m"], digits=0, scale=1000.0),
                doubted(row["keep_out_r90_m"], digits=0, scale=1000.0),
            ]
        )
    yield (
        "Coverage: seen as a share of each system's own detection ring, engageable as one of its own "
        "engagement ring, which is another: km alone compare (public figures allow); "
        "km that half and nine tenths of the bearings keep (90 % sure)",
        ["option", "site", "height", "seen / engageable, %", "R50 km", "R90 km"],
        rows,
    )


def _limits(share: Found) -> str:
    """Return a share with what public figures allow, in per cent without the sign."""
    best, low, high = (percent(share[end], unit="") for end in ("best", "low", "high"))
    return f"{best} ({low} to {high})"


def _ranks(found: Found) -> TableText:
    """Return how often each option has each rank over all weightings."""
    names, decision = names_of(found), found["decision"]
    rows = [
        [
            names[row["option"]],
            *(percent(rank["p"]) for rank in row["ranks"]),
            NONE if row["confidence"] is None else percent(row["confidence"]["p"]),
        ]
        for row in decision["acceptability"]
    ]
    ranks = [str(place) for place in range(1, len(names) + 1)]
    return (
        f"Rank over all weightings ({decision['weightings']:,} in {decision['worlds']} joint draws). "
        "Confidence: first in so many draws under the weights that suit it best. "
        f"{decision['scaling']}",
        ["option", *ranks, "confidence"],
        rows,
    )


def _dominated(found: Found) -> TableText:
    """Return in how many draws each option is dominated, and by whom."""
    names, decision = names_of(found), found["decision"]
    rows = []
    for row in decision["dominated"]:
        ends = row["mc_error_90"] or (0.0, 1.0)
        by = ", ".join(f"{names[each['option']]} {percent(each['p'])}" for each in row["by"][:3])
        rows.append(
            [
                names[row["option"]],
                f"{percent(row['p'])} ({half_up(100.0 * ends[0]):.0f} to {half_up(100.0 * ends[1]):.0f})",
                "dominated" if row["is_dominated"] else "",
                by,
            ]
        )
    return decision["dominated_rule"], ["option", "share of draws (computed)", "", "by"], rows
