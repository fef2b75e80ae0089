"""The first points of the verdict of a brief: past whom least leaks, what was bought beside what was
considered, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.language import tell, to_tell
from skykeep.study.choice.winner import TOO_FEW

from .comparison_tables import cost_cells, doubted
from .comparison_words import (
    lead_balance,
    leak_words,
    names_of,
    rows_of,
    verdict_words,
    winner_of,
)
from .price_words import caution_words, purchase_words, sanction_words, unit_words
from .shipped_words import place_name, shipped
from .words import listing, semicolons

__all__ = ["choice_points"]

Found = Mapping[str, Any]

_CLEAR = {
    "clear": to_tell("clearly"),
    "none": to_tell("not clearly"),
    "open": to_tell("too few draws to tell how clearly"),
}


def choice_points(found: Found) -> list[str]:
    """Return what answers the choice, a point each: none where a case has one option alone."""
    if not found:
        return []
    return [point for point in (_leaks(found), _beside(found), _money(found)) if point]


def _site(found: Found) -> str:
    """Return the name of the lead site."""
    return place_name(next(site["name"] for site in found["sites"] if site["id"] == found["lead"]["site"]))


def _raids(found: Found) -> list[Found]:
    """Return the raids that were played, the lead raid first."""
    lead = found["lead"]["raid"]
    return sorted(found["raids"], key=lambda raid: bool(raid["id"] != lead))


def _leaks(found: Found) -> str:
    """Return past which option least leaks, in the lead raid with its doubts, and in the others."""
    names, site = names_of(found), found["lead"]["site"]
    first, *others = _raids(found)
    asked = {"site": site, "balance": lead_balance(found)}
    winner = winner_of(found, "leakers", raid=first["id"], **asked)
    if winner is None:
        return ""
    row = next(row for row in rows_of(found, raid=first["id"], **asked) if row["option"] == winner["leader"])
    if winner["note"] == TOO_FEW:
        return tell(
            "Which option leaks least is not said: {why}. Of {raid} at {site} the lowest mean is that of "
            "{option}, {leaks}; another draw of the figures may turn the order.",
            why=shipped(TOO_FEW),
            raid=shipped(first["name"]),
            site=_site(found),
            option=names[winner["leader"]],
            leaks=leak_words(row),
        )
    told = tell(
        "Which option leaks least: of {raid} at {site} fewest leak past {option}, {leaks}. {verdict}",
        raid=shipped(first["name"]),
        site=_site(found),
        option=names[winner["leader"]],
        leaks=leak_words(row),
        verdict=verdict_words(found, winner),
    )
    more = []
    for raid in others:
        best = winner_of(found, "leakers", raid=raid["id"], **asked)
        if best is not None:
            more.append(
                tell(
                    "of {raid} past {option} ({clear})",
                    raid=shipped(raid["name"]),
                    option=names[best["leader"]],
                    clear=tell(_CLEAR[best["status"]]),
                )
            )
    return f"{told} {tell('Fewest leak {past}.', past=listing(more))}" if more else told


def _beside(found: Found) -> str:
    """Return two options that the case puts beside each other, raid by raid and in money and time."""
    if len(found.get("beside", ())) < 2:
        return ""
    names = names_of(found)
    first, second = found["beside"][:2]
    asked = {"site": found["lead"]["site"], "balance": lead_balance(found)}
    leaks, brackets = [], tell("in brackets: we are 90\u00a0% sure of the mean")
    for raid in _raids(found):
        rows = {row["option"]: row["leakers"] for row in rows_of(found, raid=raid["id"], **asked)}
        if first["option"] in rows and second["option"] in rows:
            one, other = (doubted(rows[each["option"]], digits=0) for each in (first, second))
            if any(rows[each["option"]]["ignorance_90"] is None for each in (first, second)):
                brackets = tell("in all: 90 % of the raids played, whatever the figures")
            leaks.append(
                tell(
                    "of {raid} {one} get past {first} and {other} past {second}",
                    raid=shipped(raid["name"]),
                    one=one,
                    first=names[first["option"]],
                    other=other,
                    second=names[second["option"]],
                )
            )
    if not leaks:
        return ""
    told = tell(
        "{option}, {words}, beside {other}, {words_of_other}: at {site}, {leaks} ({brackets}).",
        option=names[first["option"]],
        words=shipped(first["words"]),
        other=names[second["option"]],
        words_of_other=shipped(second["words"]),
        site=_site(found),
        leaks=semicolons(leaks),
        brackets=brackets,
    )
    return " ".join((told, *_prices_beside(found, first["option"], second["option"])))


def _prices_beside(found: Found, first: str, second: str) -> list[str]:
    """Return what two options cost, take and met, in a sentence; none where a price is not known."""
    names = names_of(found)
    costs = {row["option"]: row for row in found["costs"].get("options", ()) if not row["held"]}
    if first not in costs or second not in costs:
        return []
    one, other = names[first], names[second]
    ours, theirs = _cost_words(costs[first]), _cost_words(costs[second])
    met = [sanction_words(costs[each]["sanctions"]) for each in (first, second)]
    return [
        *(f"{one}: {words}" for words in purchase_words(costs[first]["purchases"])),
        *(f"{other}: {words}" for words in purchase_words(costs[second]["purchases"])),
        tell(
            "Over {years:g} years, billion dollars: {cost} for {units} and {other_cost} for {other_units}; "
            "ready after {time} and {other_time} years; sanctions on record: {option}: {met}; {other}: "
            "{other_met}.",
            years=found["costs"]["years"],
            cost=ours[0],
            units=_held(found, first),
            other_cost=theirs[0],
            other_units=_held(found, second),
            time=ours[1],
            other_time=theirs[1],
            option=one,
            met=met[0],
            other=other,
            other_met=met[1],
        ),
        *filter(None, [caution_words(costs[each]["sanctions"] for each in (first, second))]),
    ]


def _cost_words(row: Found) -> tuple[str, str]:
    """Return cost and years of an option in a sentence, with what of them is assumed beside."""
    cost, years, _ = cost_cells(row)
    return _marked(cost), _marked(years)


def _marked(cell: str) -> str:
    """Return a cell with its mark, ``assumed``, inside the brackets of its doubt."""
    number, _, mark = cell.partition("\n")
    return tell("{number}, {mark})", number=number.removesuffix(")"), mark=mark) if mark else number


def _held(found: Found, option: str) -> str:
    """Return what an option holds, in words."""
    return unit_words(next(each["units"] for each in found["options"] if each["id"] == option))


def _money(found: Found) -> str:
    """Return the cheapest and the dearest of what would be bought, the first and the last to be ready, and
    what became of other buyers."""
    names = names_of(found)
    bought = [row for row in found["costs"].get("options", ()) if not row["held"]]
    if len(bought) < 2:
        return ""
    by_cost = sorted(bought, key=lambda row: row["cost"]["mid_musd"])
    by_time = sorted(bought, key=lambda row: row["first_capability"]["mid_years"])
    low, high = ((_held(found, row["option"]), _cost_words(row)[0]) for row in (by_cost[0], by_cost[-1]))
    soon, late = ((names[row["option"]], _cost_words(row)[1]) for row in (by_time[0], by_time[-1]))
    met: dict[str, list[str]] = {}
    for row in bought:
        met.setdefault(sanction_words(row["sanctions"], dated=False), []).append(names[row["option"]])
    caution = caution_words(row["sanctions"] for row in bought)
    told = tell(
        "Cost, time and sanctions of each option: over {years:g} years from {low} billion dollars for "
        "{low_units} to {high} for {high_units}; first ready {soon} after {soon_years} years, last {late} "
        "after {late_years} (in brackets: we are 90\u00a0% sure). Sanctions on record: {sanctions}.",
        years=found["costs"]["years"],
        low=low[1],
        low_units=low[0],
        high=high[1],
        high_units=high[0],
        soon=soon[0],
        soon_years=soon[1],
        late=late[0],
        late_years=late[1],
        sanctions=semicolons(f"{listing(options)}: {words}" for words, options in met.items()),
    )
    return f"{told} {caution}" if caution else told
