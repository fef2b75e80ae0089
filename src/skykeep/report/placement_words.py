"""A placement in sentences: the choice and its proof, its doubts, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from skykeep.language import in_digits, name, tell, to_tell
from skykeep.plurals import plural_of

from .shipped_words import place_name, shipped
from .words import NBSP, count_word, half_up, limits_outwards, listing, metres_high, percent

__all__ = [
    "answer_sentences",
    "claim_sentences",
    "doubt_sentences",
    "fewest_sentence",
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

OF = {
    "area": to_tell("the area"),
    "people": to_tell("the people in its cities"),
    "assets": to_tell("the value of the assets"),
}
"""What a share is of."""
DIGITS_MOST = 6
"""Digits after which a share is as good as the goal."""
DID = {"engageable": to_tell("engage"), "seen": to_tell("see")}


def title(found: Plain) -> str:
    """Return what was placed where, for a heading."""
    unit = "radar" if found["counts"] == "seen" else found["unit"]
    return tell(
        "{count_word} {system} {units} in {country}",
        count_word=count_word(found["k"]).capitalize(),
        system=name(found["system_name"]),
        units=shipped(unit if found["k"] == 1 else plural_of(unit)),
        country=place_name(found["country_name"]),
    )


def kind_words(found: Plain) -> str:
    """Return what counts, as a verb: engage, or see."""
    return tell(DID[found["counts"]])


def site_names(sites: Sequence[Plain]) -> str:
    """Return the names of sites in a sentence."""
    return listing([place_name(site["name"]) for site in sites]) or tell("no site")


def share_words(row: Plain) -> str:
    """Return a share with its doubt: what we are 90 % sure of, the limits, or the word assumed."""
    if row["ignorance_90"] is not None:
        low, high = limits_outwards(row["ignorance_90"])
        return tell(
            "{share} (90\u00a0% sure: {low} to {high})", share=percent(row["share"]), low=low, high=high
        )
    if row["limits"] is not None:
        low, high = limits_outwards(row["limits"])
        return tell(
            "{share} (figures allow {low} to {high})", share=percent(row["share"]), low=low, high=high
        )
    return tell("{share} (assumed)", share=percent(row["share"]))


def gap_words(choice: Plain) -> str:
    """Return what is proven of a choice."""
    if choice["proven"]:
        return tell("proven: no other choice of these candidates covers more")
    if choice["gap"] is None:
        return tell("not proven: another choice may cover up to {bound}", bound=percent(choice["bound"]))
    return tell(
        "not proven to be the best: no choice covers more than {bound}, a gap of {gap:.2g}\u00a0%",
        bound=percent(choice["bound"]),
        gap=100.0 * choice["gap"],
    )


def height_words(found: Plain) -> str:
    """Return the heights that count for the one choice."""
    heights = listing([metres_high(height) for height in found["heights_counted_m"]])
    if len(found["heights_counted_m"]) == 1:
        return tell("at {heights} above ground", heights=heights)
    if found["weights"] == "worst":
        return tell("at the worst of {heights} above ground", heights=heights)
    return tell("at {heights} above ground, weighed together", heights=heights)


def answer_sentences(found: Plain) -> list[str]:
    """Return the answer: who stands where, what that covers, and what is proven of it."""
    chosen = [site for site in found["sites"] if not site["fixed"]]
    extra = ""
    if found["overlap"] > 1:
        extra = tell(" with {count_word} sites over each place", count_word=count_word(found["overlap"]))
    if found["one_lost"]:
        extra += tell(" when the worst site is lost")
    fixed = [site for site in found["sites"] if site["fixed"]]
    what = tell(
        "{engage} {share} of {of} {heights}{extra}",
        engage=kind_words(found),
        share=share_words(found),
        of=tell(OF[found["cover"]]),
        heights=height_words(found),
        extra=extra,
    )
    told = (
        tell(
            "At {sites}, beside {fixed} where some stand already, they {what}.",
            sites=site_names(chosen),
            fixed=site_names(fixed),
            what=what,
        )
        if fixed
        else tell("At {sites} they {what}.", sites=site_names(chosen), what=what)
    )
    proof = tell(
        "{proof} ({count} candidates: {origin}).",
        proof=gap_words(found).capitalize(),
        count=len(found["candidates"]),
        origin=shipped(found["candidates_from"]),
    )
    return [told, proof]


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
    return in_digits(f"{half_up(100.0 * share, digits):.{digits}f}{NBSP}%") if digits else percent(share)


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
