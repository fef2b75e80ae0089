"""A placement in sentences: the choice and its proof, its doubts, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .words import NBSP, count_word, half_up, limits_outwards, listing, metres_high, percent

__all__ = [
    "answer_sentences",
    "claim_sentences",
    "doubt_sentences",
    "enough_sentence",
    "fewest_sentence",
    "fewest_words",
    "gap_words",
    "greedy_sentence",
    "height_words",
    "kind_words",
    "loss_sentence",
    "notes",
    "ring_sentence",
    "share_words",
    "short_of",
    "sides_sentence",
    "site_names",
    "title",
]

Plain = Mapping[str, Any]

OF = {"area": "the area", "people": "the people in its cities", "assets": "the value of the assets"}
"""What a share is of."""
DIGITS_MOST = 6
"""Digits after which a share is as good as the goal."""
DID = {"engageable": "engage", "seen": "see"}


def title(found: Plain) -> str:
    """Return what was placed where, for a heading."""
    radars = found["counts"] == "seen"
    unit = ("radar" if radars else found["unit"]) + ("" if found["k"] == 1 else "s")
    if found["unit"].endswith("y") and not radars and found["k"] != 1:
        unit = found["unit"][:-1] + "ies"
    return f"{count_word(found['k']).capitalize()} {found['system_name']} {unit} in {found['country_name']}"


def kind_words(found: Plain) -> str:
    """Return what counts, as a verb: engage, or see."""
    return DID[found["counts"]]


def site_names(sites: Sequence[Plain]) -> str:
    """Return the names of sites in a sentence."""
    return listing([site["name"] for site in sites]) or "no site"


def share_words(row: Plain) -> str:
    """Return a share with its doubt: what we are 90 % sure of, the limits, or the word assumed."""
    if row["ignorance_90"] is not None:
        low, high = limits_outwards(row["ignorance_90"])
        return f"{percent(row['share'])} (90{NBSP}% sure: {low} to {high})"
    if row["limits"] is not None:
        low, high = limits_outwards(row["limits"])
        return f"{percent(row['share'])} (figures allow {low} to {high})"
    return f"{percent(row['share'])} (assumed)"


def gap_words(choice: Plain) -> str:
    """Return what is proven of a choice."""
    if choice["proven"]:
        return "proven: no other choice of these candidates covers more"
    if choice["gap"] is None:
        return f"not proven: another choice may cover up to {percent(choice['bound'])}"
    return (
        f"not proven to be the best: no choice covers more than {percent(choice['bound'])}, "
        f"a gap of {_gap(choice['gap'])}"
    )


def _gap(gap: float) -> str:
    """Return a gap as per cent with two figures."""
    return f"{100.0 * gap:.2g}{NBSP}%"


def height_words(found: Plain) -> str:
    """Return the heights that count for the one choice."""
    heights = listing([metres_high(height) for height in found["heights_counted_m"]])
    if len(found["heights_counted_m"]) == 1:
        return f"at {heights} above ground"
    if found["weights"] == "worst":
        return f"at the worst of {heights} above ground"
    return f"at {heights} above ground, weighed together"


def answer_sentences(found: Plain) -> list[str]:
    """Return the answer: who stands where, what that covers, and what is proven of it."""
    chosen = [site for site in found["sites"] if not site["fixed"]]
    what = f"{kind_words(found)} {share_words(found)} of {OF[found['cover']]} {height_words(found)}"
    extra = ""
    if found["overlap"] > 1:
        extra = f" with {count_word(found['overlap'])} sites over each place"
    if found["one_lost"]:
        extra += " when the worst site is lost"
    fixed = [site for site in found["sites"] if site["fixed"]]
    beside = f", beside {site_names(fixed)} where some stand already," if fixed else ""
    return [
        f"At {site_names(chosen)}{beside} they {what}{extra}.",
        f"{gap_words(found).capitalize()} "
        f"({len(found['candidates'])} candidates: {found['candidates_from']}).",
    ]


def doubt_sentences(found: Plain) -> list[str]:
    """Return how far figures let the share range, and whether another set would be best then."""
    lines = []
    if found["limits"] is not None:
        low, high = limits_outwards(found["limits"])
        lines.append(
            f"Every public figure at the end against, and at the end for, the defender: {low} to "
            f"{high}{NBSP}%."
        )
    anew = found["rechosen"]
    if anew is not None:
        better = anew["another_better"]
        if better:
            lines.append(
                f"Chosen anew in each of {anew['worlds']} draws of the figures: in {better} of them another "
                f"set would be better, by up to {100.0 * anew['most_better']:.1f} percentage points."
            )
        else:
            lines.append(
                f"Chosen anew in each of {anew['worlds']} draws of the figures: in none of them would "
                "another set be better."
            )
    return lines


def greedy_sentence(found: Plain) -> str:
    """Return what choosing one after the other would give."""
    greedy = found["greedy"]
    same = {site["name"] for site in greedy["sites"]} == {
        site["name"] for site in found["sites"] if not site["fixed"]
    }
    if same:
        return "Chosen one after the other (greedy), the sites would be the same."
    short = found["share"] - greedy["share"]
    return (
        f"Chosen one after the other (greedy): {site_names(greedy['sites'])}, "
        f"{100.0 * short:.2f} percentage points less (assumed)."
    )


def loss_sentence(found: Plain) -> str:
    """Return what is left when the worst site is lost, empty where there is but one."""
    loss = found["worst_loss"]
    if loss is None or len(found["sites"]) < 2:
        return ""
    return (
        f"If {loss['site']} is lost, the others {kind_words(found)} {percent(loss['share_left'])} (assumed)."
    )


def ring_sentence(found: Plain) -> str:
    """Return what the printed rings about the same sites would promise on a flat map."""
    return (
        f"The printed rings of {found['ring_m'] / 1000:.0f} km about the same sites hold "
        f"{percent(found['flat_ring_share'])} of {OF[found['cover']]} on a flat map (claimed)."
    )


def short_of(share: float, goal: float) -> str:
    """Return a share below a goal, with as many digits as tell it from the goal."""
    digits = 0
    while digits < DIGITS_MOST and half_up(100.0 * share, digits) >= half_up(100.0 * goal, digits):
        digits += 1
    return f"{half_up(100.0 * share, digits):.{digits}f}{NBSP}%" if digits else percent(share)


def fewest_sentence(fewest: Plain, who: str = "sites") -> str:
    """Return how few sites meet a goal, or that no number does."""
    goal = percent(fewest["goal"])
    if not fewest["reachable"]:
        return (
            f"{goal}: no number of these candidates reaches it; all together reach "
            f"{short_of(fewest['all_candidates_share'], fewest['goal'])} (assumed)."
        )
    if fewest["proven"]:
        return (
            f"{goal}: {fewest['k']} {who} at least (assumed figures), proven: {site_names(fewest['sites'])}."
        )
    most = "" if fewest["k"] is None else f", {fewest['k']} do"
    return f"{goal}: at least {fewest['at_least']} {who}{most}; the time was over before the proof."


def claim_sentences(found: Plain) -> list[str]:
    """Return what was said of so many units, and what would have to be true for it; empty without a claim."""
    claim = found["claim"]
    if claim is None:
        return []
    rows = found["heights"]
    best = max(rows, key=lambda row: row["best"]["share"] if row["best"] else 0.0)
    lines = [f'"{claim["said"]}" ({claim["year"]}; {claim["title"]})']
    if best["best"] is None:
        return lines
    low = min(rows, key=lambda row: row["best"]["share"] if row["best"] else 1.0)
    proven = all(row["best"]["proven"] for row in rows if row["best"])
    count = count_word(claim["count"])
    best_words = "The proven best" if proven else "The best found"
    lines.append(
        f"{best_words} {count} {claim['unit']}, chosen anew for each height, {kind_words(found)} from "
        f"{percent(low['best']['share'])} of the area at {metres_high(low['height_agl_m'])} to "
        f"{percent(best['best']['share'])} at {metres_high(best['height_agl_m'])} above ground (best "
        "figures, many assumed)."
    )
    reachable = [row for row in rows if row["fewest"] and row["fewest"]["reachable"]]
    if not reachable:
        top = max((row["fewest"]["all_candidates_share"] for row in rows if row["fewest"]), default=0.0)
        lines.append(
            f"At no height is there a number of these {len(found['candidates'])} sites that would make it "
            f"true ({percent(claim['goal_share'])} of the area, assumed to be meant by all): together they "
            f"reach {short_of(top, claim['goal_share'])} at most."
        )
    for row in reachable:
        lines.append(
            f"At {metres_high(row['height_agl_m'])}: " + fewest_sentence(row["fewest"], claim["unit"])
        )
    return lines


def enough_sentence(found: Plain, units: str) -> str:
    """Return whether so many ``units`` cover all of a country: the proven best, with its doubt, and the best
    chosen anew for each height."""
    rows, country = found["heights"], found["country_name"]
    goal = _goal(found)
    meeting = [row for row in rows if row["best"]["share"] >= goal]
    possible = any((row["area"]["limits"] or (0.0, 0.0))[1] >= goal for row in rows)
    do = "does" if found["k"] == 1 else "do"
    whether = f"whether {units} cover{'s' if found['k'] == 1 else ''} all {country} depends on the"
    if not meeting and possible:
        answer = f"{whether} figures"
    elif not meeting:
        answer = f"{units} {do} not cover all {country} at any height studied"
    elif len(meeting) == len(rows):
        answer = f"{units} {do} cover all {country} at every height studied, if the best figures hold"
    else:
        answer = f"{whether} height"
    low, high = (end(rows, key=lambda row: row["best"]["share"]) for end in (min, max))
    proven = "the proven best" if found["proven"] else "the best found"
    anew = (
        ""
        if len(rows) < 2
        else (
            f"; chosen anew for each height, from {percent(low['best']['share'])} at "
            f"{metres_high(low['height_agl_m'])} to {percent(high['best']['share'])} at "
            f"{metres_high(high['height_agl_m'])} (best figures, many assumed)"
        )
    )
    count = found["candidates_count"]
    return (
        f"{answer[:1].upper()}{answer[1:]}: {proven} of {count} cities, {site_names(found['sites'])}, "
        f"{'engages' if found['k'] == 1 else 'engage'} {share_words(found)} of its area "
        f"{height_words(found)}{anew}."
    )


def fewest_words(found: Plain) -> str:
    """Return how few units would cover all of a country at each height, or that no number would."""
    goal, count = _goal(found), found["candidates_count"]
    rows = [row for row in found["heights"] if row["fewest"] is not None]
    told = [
        f"{row['fewest']['k'] if row['fewest']['proven'] else str(row['fewest']['at_least']) + ' or more'} "
        f"at {metres_high(row['height_agl_m'])}"
        for row in rows
        if row["fewest"]["reachable"]
    ]
    never = [row for row in rows if not row["fewest"]["reachable"]]
    meant = f"{percent(goal)} taken for all, best figures, both assumed"
    if not told:
        most = max((row["fewest"]["all_candidates_share"] for row in rows), default=0.0)
        if percent(most) == percent(goal):
            return (
                f"Even all these {count} sites together stay just short of it at every height: they engage "
                f"{short_of(most, goal)} at most ({meant})."
            )
        return (
            f"No number of these {count} sites would make it true at any height: all together engage "
            f"{percent(most)} at most ({meant})."
        )
    where = listing([metres_high(row["height_agl_m"]) for row in never])
    rest = f"; at {where} no number of these {count} sites would do" if never else ""
    return f"It would take at least {listing(told)}{rest} ({meant})."


def _goal(found: Plain) -> float:
    """Return the share that covering all of a country is taken to mean."""
    share: float = found["claim"]["goal_share"] if found["claim"] else found["goal"]
    return share


def sides_sentence(sides: Plain) -> str:
    """Return how to read the table of sides, and which choice regrets least."""
    row = next(each for each in sides["rows"] if each["chosen_for"] == sides["least_regret"])
    worst = max(row["regret"].values())
    sector = (
        f"Radars that look at {sides['sector_deg']:.0f}° are laid to the side they were chosen for and "
        "stay so."
        if sides["sector_deg"] < 359.0
        else "The radars look all round."
    )
    return (
        f"Least regret: the sites chosen for {sides['least_regret']}, which from another side cover at most "
        f"{100.0 * worst:.0f} percentage points less than the best for it. {sector} A place counts if a "
        "straight way to it from that side crosses cover first (assumed); who flies round is not met."
    )


def notes(found: Plain) -> list[str]:
    """Return what is assumed of all of it."""
    radars = found["counts"] == "seen"
    lines = [
        "A place is covered where "
        + ("a radar sees" if radars else "a battery can engage")
        + " what flies over it straight to the site, best figures of the view "
        f"{found['view']}; below 1000 m a cruise missile, from there a fighter, unless a target is given.",
        "Candidates are points on a map, chosen by name or grid, and no position of a unit. The engagement "
        "radar is taken as turned to the threat, with a round ready.",
    ]
    if found["cover"] == "people":
        lines.append(
            "The people of a city live on a disc of 6,000 to the square kilometre about its middle (assumed)."
        )
    return lines
