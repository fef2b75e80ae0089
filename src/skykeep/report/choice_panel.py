"""The choice on the page of a brief: sentences, tables and figures of all options beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skykeep.language import tell, to_tell

from .comparison_chart import draw_pareto, pareto_points
from .comparison_first import price_lines
from .comparison_tables import SANCTIONS, overview, verdicts
from .comparison_words import cost_words, decision_sentences, few_worlds_words, names_of, winner_sentences
from .dots_svg import dots_svg
from .marks import Mark
from .raid_dots import count_error, pair_words
from .shipped_words import shipped
from .svg import drawing, to_inline_svg
from .words import commas

__all__ = [
    "choice_grounds",
    "choice_pairs",
    "choice_price_lines",
    "choice_sentences",
    "choice_tables",
    "dots_chart",
    "dots_sentence",
    "pareto_chart",
    "pareto_sentence",
]

Found = Mapping[str, Any]

PRECEDENTS = ("own", "same_origin", "of_maker")
PARETO_IN = (7.0, 3.6)
PRICE_OF_RECORD, PRICE_ASSUMED = to_tell("price of record"), to_tell("price assumed")
UPKEEP_ASSUMED = to_tell("upkeep and the like, assumed, from")
"""On what a cost rests; what is assumed is named without a source too."""


def choice_sentences(found: Found) -> list[str]:
    """Return who stops most, what is cheapest, and what all criteria together say; none without options.

    Of fewer than 50 worlds nothing is said of how often an option is first.
    """
    if not found:
        return []
    few = few_worlds_words(found)
    told = [*few, *winner_sentences(found), *cost_words(found)]
    return told if few else [*told, *decision_sentences(found)]


def choice_price_lines(found: Found) -> list[str]:
    """Return what stands below the costs: purchases of record, and the caution about sanctions."""
    return price_lines(found) if found else []


def choice_tables(found: Found) -> list[tuple[str, list[str], list[list[str]], frozenset[str]]]:
    """Return what each option does, costs and takes, and who is best at what, each with those of its columns
    that hold words."""
    if not found:
        return []
    does, best = overview(found), verdicts(found)
    return [(*does, frozenset({does[1][0], tell(SANCTIONS)})), (*best, frozenset(best[1]))]


def choice_pairs(found: Found) -> str:
    """Return the lead option beside each other one, in a hundred raids; empty without others."""
    if not found or not found["dots"].get("pairs"):
        return ""
    names, dots = names_of(found), found["dots"]
    return pair_words(
        {names[option]: pair for option, pair in dots["pairs"].items()}, first=names[dots["lead"]]
    )


def choice_grounds(found: Found) -> dict[str, list[tuple[str, list[str]]]]:
    """Return on what cost, time and precedents of each option rest: words, and the ids of their sources."""
    if not found:
        return {}
    rules = found["costs"]["rules"]
    shared = [name for key in ("index", "exchange_rates") for name in rules[key]["sources"]]
    told = {}
    for option in found["costs"]["options"]:
        lines, time = option["basis"], option["first_capability"]
        bought = [line for line in lines if line["component"] in ("buying", "radars")]
        ruled = [line for line in lines if line not in bought]
        grounds = [
            (PRICE_OF_RECORD if line["kind"] == "record" else PRICE_ASSUMED, line["sources"])
            for line in bought
        ]
        grounds += [(UPKEEP_ASSUMED, _sources(ruled))] if ruled else []
        grounds += [(to_tell("deliveries"), _sources(time["leads"]))] if time["leads"] else []
        of_buyers = [each for key in PRECEDENTS for each in option["sanctions"][key]]
        grounds += [(to_tell("precedents"), _sources(of_buyers))]
        grounds += [(to_tell("the purchase of record"), _sources(option["purchases"]))]
        grounds += [(to_tell("index and exchange rates"), shared)]
        told[option["option"]] = [
            (tell(words), names)
            for words, names in grounds
            if names or words in (PRICE_ASSUMED, UPKEEP_ASSUMED)
        ]
    return told


def _sources(rows: list[Found]) -> list[str]:
    """Return the sources of some rows, each once."""
    return list(dict.fromkeys(name for row in rows for name in row["sources"]))


def dots_chart(found: Found, *, name: str) -> str:
    """Return a hundred lead raids of every option as dots, an SVG element; empty where none are drawn."""
    if not found or not found["dots"]:
        return ""
    dots, names = found["dots"], names_of(found)
    hundreds = {names[option]: hundred for option, hundred in dots["options"].items()}
    systems = {names[option]: each for option, each in _systems_of(found).items() if option in names}
    return dots_svg(hundreds, dots["threats_launched"], name=name, systems=systems, site=dots["site"])


def dots_sentence(found: Found) -> str:
    """Return what a dot is, and on how many raids the dots stand; empty where none are drawn."""
    if not found or not found["dots"]:
        return ""
    dots = found["dots"]
    one = next(iter(dots["options"].values()))
    raid = next(each["name"] for each in found["raids"] if each["id"] == dots["raid"])
    return tell(
        "{dots} raids of each option, one dot each, over how many of {launched} leak, coloured by what most "
        "leaked for: {raid}, figures at the median ({raids} raids played in the {worlds} worlds nearest to "
        "it; by their number alone a count of dots may be off by {error}).",
        dots=len(one["dots"]),
        launched=dots["threats_launched"],
        raid=shipped(raid),
        raids=one["of_raids"],
        worlds=one["of_worlds"],
        error=count_error(one),
    )


def pareto_chart(found: Found, *, name: str) -> str:
    """Return effect against cost with a cloud of possible points for each option, an SVG element; empty where
    nothing is decided."""
    if not found or found["decision"] is None:
        return ""
    names, systems = names_of(found), _systems_of(found)
    with drawing(*PARETO_IN, name=name) as figure:
        axes = figure.add_axes((0.08, 0.13, 0.9, 0.79))
        drawn = draw_pareto(axes, found)
        marks = [
            Mark(axes=axes, systems=systems[option], words=each, x=drawn[each][0], y=drawn[each][1])
            for option, each in names.items()
            if each in drawn
        ]
        words = tell(
            "Effect against cost, a cloud of possible points for each of {options}",
            options=commas(names.values()),
        )
        return to_inline_svg(figure, name=name, words=words, marks=marks)


def pareto_sentence(found: Found) -> str:
    """Return what the marks and bars of effect against cost are; empty where nothing is decided."""
    if not found or found["decision"] is None:
        return ""
    if pareto_points(found)[0] == "cost":
        return tell(
            "A small mark is one joint draw of the figures, a large one an option: its middle cost, with a "
            "bar from low to high as the table tells them, and how much leaks on average. An option whose "
            "cloud lies above and to the right of another’s leaks more and costs more."
        )
    return tell(
        "A small mark is one joint draw of the figures, a large one the mean of an option. An option whose "
        "cloud lies above and to the left of another’s leaks more and reaches less far."
    )


def _systems_of(found: Found) -> dict[str, tuple[str, ...]]:
    """Return the systems of each option."""
    return {
        option["id"]: tuple(dict.fromkeys(unit["system"] for unit in option["units"]))
        for option in found["options"]
    }
