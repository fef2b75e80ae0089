"""A comparison in plain words: who stops what, how sure that is, and that there is no clear winner."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from skykeep.language import tell, to_tell
from skykeep.study.choice.winner import TOO_FEW

from .doubt import NOT_RESOLVED, of_any_figures, sure_interval
from .shipped_words import shipped
from .words import fixed, half_up, interval, listing, metres_high, percent, semicolons

__all__ = [
    "ALIKE",
    "closest_rival",
    "decision_sentences",
    "few_worlds_words",
    "lead_balance",
    "lead_doctrine",
    "leak_words",
    "names_of",
    "other_way",
    "raid_sentence",
    "rows_of",
    "sure_words",
    "verdict_words",
    "winner_of",
    "winner_sentences",
]

Found = Mapping[str, Any]

ALIKE = {
    "as_it_comes": to_tell("as each comes"),
    "equal_rounds": to_tell("with the same ready rounds and no reload"),
    "equal_cost": to_tell("for the same money"),
}
"""What is alike, in words that are told later."""


ALL_AGREE = 0.995
"""A chance beyond this is told by what the computation leaves open: nothing is 100 % sure."""
LEAST_NAMED = 0.005
"""Options that are first less often than this are not named."""


def names_of(found: Found) -> dict[str, str]:
    """Return the name of each option by its id."""
    return {option["id"]: shipped(option["name"]) for option in found["options"]}


def rows_of(found: Found, **keys: str) -> list[Found]:
    """Return the rows of some site, raid, balance or doctrine, of the lead doctrine where none is given, in
    the order of the options."""
    asked = {"doctrine": lead_doctrine(found)} | keys
    return [row for row in found["rows"] if all(row.get(key, value) == value for key, value in asked.items())]


def lead_doctrine(found: Found) -> str:
    """Return the doctrine that the first sentences are of."""
    return str(found["lead"].get("doctrine", "drawn"))


def lead_balance(found: Found) -> str:
    """Return what is alike in the first sentences."""
    return str(found["lead"].get("balance", "as_it_comes"))


def winner_of(found: Found, measure: str, **keys: Any) -> Found | None:
    """Return who wins by a measure, in raids under the lead doctrine where none is given; None where that was
    not computed."""
    asked = keys | ({"doctrine": keys.get("doctrine", lead_doctrine(found))} if "raid" in keys else {})
    return next(
        (
            row
            for row in found["winners"]
            if row["measure"] == measure and all(row.get(key, value) == value for key, value in asked.items())
        ),
        None,
    )


def sure_words(chance: Found) -> str:
    """Return how sure we are: ``63 % sure (computed: 50 to 75)``, ``more than 94 % sure`` where every draw of
    the figures agrees.
    """
    ends = chance["mc_error_90"]
    if ends is not None and chance["p"] > ALL_AGREE:
        return tell("more than {share}\u00a0% sure", share=math.floor(100.0 * ends[0]))
    share = _points(chance["p"])
    if ends is None or _points(ends[0]) == _points(ends[1]):
        return tell("{share}\u00a0% sure", share=share)
    return tell(
        "{share}\u00a0% sure (computed: {low} to {high})",
        share=share,
        low=_points(ends[0]),
        high=_points(ends[1]),
    )


def _points(share: float) -> str:
    """Return a share in whole per cent."""
    return fixed(half_up(100.0 * share), 0)


def winner_sentences(found: Found) -> list[str]:
    """Return against which raids and at which heights there is a clear winner at the lead site."""
    lead, names = found["lead"], names_of(found)
    place = _name(found["sites"], lead["site"])
    raids = {
        shipped(raid["name"]): winner_of(
            found, "leakers", site=lead["site"], raid=raid["id"], balance=lead_balance(found)
        )
        for raid in found["raids"]
    }
    heights = {
        tell("{height} up", height=metres_high(height)): winner_of(
            found, "keep_out_r50_m", site=lead["site"], height_agl_m=height
        )
        for height in found["heights_agl_m"]
    }
    told = [
        tell("At {place}, by what leaks: {told}.", place=place, told=each)
        for each in _sorted_by_status(raids, names)
    ]
    return told + [
        tell("By how far out targets are met: {told}.", told=each)
        for each in _sorted_by_status(heights, names)
    ]


def cost_words(found: Found) -> list[str]:
    """Return which option is cheapest and which is first ready, and how sure that is."""
    names, told = names_of(found), []
    held = any(option["held"] for option in found["options"])
    for measure in ("cost_usd", "years"):
        winner = winner_of(found, measure)
        if winner is not None:
            told.append(tell(_CHEAPEST[measure, held], option=names[winner["leader"]]))
            if winner["note"] != TOO_FEW:
                told.append(verdict_words(found, winner))
    return [" ".join(told)] if told else []


_CHEAPEST = {
    ("cost_usd", True): to_tell("Of what would be bought cheapest on average is {option}."),
    ("cost_usd", False): to_tell("Cheapest on average is {option}."),
    ("years", True): to_tell("Of what would be bought first ready on average is {option}."),
    ("years", False): to_tell("First ready on average is {option}."),
}
"""Which option is ahead by a measure, where some option is held already and where none is."""


def few_worlds_words(found: Found) -> list[str]:
    """Return that the worlds are too few to say who wins anything, once for all that is compared; nothing
    where they are not."""
    few = any(winner["note"] == TOO_FEW for winner in found["winners"])
    return [tell("Who wins is not said: {why}.", why=shipped(TOO_FEW))] if few else []


def _sorted_by_status(winners: Mapping[str, Found | None], names: Mapping[str, str]) -> list[str]:
    """Return in one text where someone wins clearly, where nobody does, and where it is open; none where
    nothing was computed."""
    there = {words: winner for words, winner in winners.items() if winner is not None}
    if not there:
        return []
    parts = [
        tell(
            "{option} is the clear winner ({which})",
            option=names[leader],
            which=listing([words for words in there if there[words] in rows]),
        )
        for leader, rows in _clear(there).items()
    ]
    for status, words in (
        ("none", to_tell("no clear winner ({which})")),
        ("open", to_tell("too few draws to tell ({which})")),
    ):
        which = [each for each, winner in there.items() if winner["status"] == status]
        if which:
            parts.append(tell(words, which=listing(which)))
    return [semicolons(parts)]


def _clear(winners: Mapping[str, Found]) -> dict[str, list[Found]]:
    """Return the clear winners with what they win."""
    found: dict[str, list[Found]] = {}
    for winner in winners.values():
        if winner["status"] == "clear":
            found.setdefault(winner["leader"], []).append(winner)
    return found


def _name(rows: Sequence[Found], name: str) -> str:
    """Return the name of a site or raid, with a capital."""
    words = shipped(next(row["name"] for row in rows if row["id"] == name))
    return words[:1].upper() + words[1:]


def raid_sentence(found: Found, raid: str, site: str, *, balance: str = "as_it_comes") -> str:
    """Return who lets fewest of a raid through at a site, and whether that is clear."""
    names = names_of(found)
    rows = {row["option"]: row for row in rows_of(found, site=site, raid=raid, balance=balance)}
    winner = winner_of(found, "leakers", site=site, raid=raid, balance=balance)
    assert winner is not None  # every raid that was played has one
    told = {
        "raid": _name(found["raids"], raid),
        "site": _name(found["sites"], site),
        "option": names[winner["leader"]],
        "leaks": leak_words(rows[winner["leader"]]),
        "verdict": verdict_words(found, winner),
    }
    if balance == "as_it_comes":
        return tell("{raid} at {site}: fewest leak past {option}, {leaks}. {verdict}", **told)
    return tell(
        "{raid} at {site}, {alike}: fewest leak past {option}, {leaks}. {verdict}",
        alike=tell(ALIKE[balance]),
        **told,
    )


def leak_words(row: Found) -> str:
    """Return how many of a raid leak, with both doubts in their words."""
    leakers = row["leakers"]
    doubts = []
    if leakers["ignorance_90"] is not None and sure_interval(leakers) != tell(NOT_RESOLVED):
        ends = interval(leakers["ignorance_90"])
        doubts.append(tell("we are 90\u00a0% sure that the mean is {ends}", ends=ends))
    if leakers["luck_90"] is not None:
        ends = interval(leakers["luck_90"], digits=0)
        doubts.append(tell("in 90 of 100 such raids {ends}", ends=ends))
    elif leakers["total_90"] is not None:
        doubts.append(of_any_figures(leakers["total_90"], row["worlds"], row["replications"]))
    return tell(
        "{mean:.1f} of {launched} ({doubts})",
        mean=leakers["mean"],
        launched=row["threats_launched"],
        doubts=semicolons(doubts) or tell("one world, one raid: no interval"),
    )


def verdict_words(found: Found, winner: Found) -> str:
    """Return whether an order is clear, in a sentence."""
    names = names_of(found)
    if winner["note"]:
        why = shipped(winner["note"])
        if winner["status"] == "none":
            return tell("No clear winner: {why}.", why=why)
        return tell("Who wins is not said: {why}.", why=why)
    rival, chance = closest_rival(found, winner)
    told = {"rival": names[rival], "sure": sure_words(chance)}
    if winner["status"] == "clear":
        return tell(
            "{option} is the clear winner: that it beats {rival} too we are {sure}.",
            option=names[winner["leader"]],
            **told,
        )
    if winner["status"] == "none":
        return tell("No clear winner: over {rival} we are only {sure}.", **told)
    return tell(
        "Whether it is the clear winner so few draws cannot tell: that it beats {rival} too we are {sure}.",
        **told,
    )


def closest_rival(found: Found, winner: Found) -> tuple[str, Found]:
    """Return the rival that the leader is least sure to beat, and how sure that is."""
    keys = ("measure", "site", "raid", "balance", "doctrine", "height_agl_m")
    sure = {}
    for row in found["pairs"]:
        if any(row.get(key) != winner.get(key) for key in keys):
            continue
        if row["option"] == winner["leader"]:
            sure[row["other"]] = row["expected"]
        elif row["other"] == winner["leader"]:
            sure[row["option"]] = other_way(row["expected"])
    rival = min(sure, key=lambda name: sure[name]["p"])
    return rival, sure[rival]


def other_way(chance: Found) -> Found:
    """Return a chance seen from the other side."""
    ends = chance["mc_error_90"]
    return {"p": 1.0 - chance["p"], "mc_error_90": None if ends is None else [1.0 - ends[1], 1.0 - ends[0]]}


def decision_sentences(found: Found) -> list[str]:
    """Return what all criteria together say: dominated options, and who is first over all weightings."""
    decision = found["decision"]
    if decision is None:
        return []
    names, told = names_of(found), []
    out = [row for row in decision["dominated"] if row["is_dominated"]]
    for row in out:
        by = row["by"][0]
        told.append(
            tell(
                "{option} is dominated, mostly by {other}: that some other is no worse by any criterion and "
                "better by one we are {sure}.",
                option=names[row["option"]],
                other=names[by["option"]],
                sure=sure_words(row),
            )
        )
    groups = listing(list(dict.fromkeys(shipped(each["group"]) for each in decision["criteria"])))
    first = sorted(decision["acceptability"], key=lambda row: -row["ranks"][0]["p"])
    parts = [
        f"{names[row['option']]} {_share(row['ranks'][0])}"
        for row in first
        if row["ranks"][0]["p"] >= LEAST_NAMED
    ]
    weighed = tell(
        "Over all ways to weigh {groups} against each other, and all draws of the figures, first is: {parts} "
        "of them.",
        groups=groups,
        parts=semicolons(parts),
    )
    told.append(
        f"{weighed} {_held_words(found, first[0], names)}{_weight_words(first, names, decision['criteria'])}"
    )
    if lead_balance(found) != "as_it_comes":
        told.append(
            tell(
                "All criteria together are of options as each comes; what leaks was not played so, and is "
                "none of them."
            )
        )
    own = decision["own_weights"]
    if own is not None:
        told.append(_own_words(own, names))
    return told


def _held_words(found: Found, first: Found, names: Mapping[str, str]) -> str:
    """Return why what is there already is first; empty where it is not."""
    if not any(option["held"] for option in found["options"] if option["id"] == first["option"]):
        return ""
    return tell(
        "{option} is no purchase: it costs its upkeep alone and nobody waits for it, which counts wherever "
        "cost and time weigh. ",
        option=names[first["option"]],
    )


def _share(chance: Found) -> str:
    """Return a share of weightings with how well it is computed."""
    ends = chance["mc_error_90"]
    if ends is None:
        return tell("in {share}", share=percent(chance["p"]))
    return tell(
        "in {share} (computed: {low} to {high})",
        share=percent(chance["p"]),
        low=_points(ends[0]),
        high=_points(ends[1]),
    )


def _weight_words(first: Sequence[Found], names: Mapping[str, str], criteria: Sequence[Found]) -> str:
    """Return what those who prefer the second option give most weight to."""
    second = next(
        (row for row in first[1:] if row["central_weights"] and row["ranks"][0]["p"] >= LEAST_NAMED), None
    )
    if second is None:
        return tell("No weighting changes that.")
    heaviest = max(second["central_weights"].items(), key=lambda pair: pair[1]["p"])
    if half_up(100.0 * heaviest[1]["p"]) <= half_up(100.0 / len(criteria)):
        return tell("{option} is first for no weight above the others.", option=names[second["option"]])
    words = {each["name"]: each["words"] for each in criteria}[heaviest[0]]
    return tell(
        "Who prefers {option} gives most weight to {criterion}, on average {share}\u00a0% of all weight.",
        option=names[second["option"]],
        criterion=shipped(words),
        share=_points(heaviest[1]["p"]),
    )


def _own_words(own: Found, names: Mapping[str, str]) -> str:
    """Return who is first under the user's own weights."""
    given = listing([f"{name} {weight:g}" for name, weight in own["given"].items()])
    missing = (
        tell(" Not known of every option, so left out: {missing}.", missing=listing(own["missing"]))
        if own["missing"]
        else ""
    )
    ranked = sorted(own["ranks"], key=lambda row: -row["ranks"][0]["p"])
    if not ranked:
        return tell("By your weights ({given}) nothing can be said.", given=given) + missing
    parts = [
        f"{names[row['option']]} {_share(row['ranks'][0])}" for row in ranked if row["ranks"][0]["p"] > 0.0
    ]
    told = tell(
        "By your weights ({given}) first is: {parts} of the draws of the figures.",
        given=given,
        parts=semicolons(parts),
    )
    return told + missing
