"""Costs in plain words: what is dearest, what it rests on, how long it takes, what became of other buyers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from skykeep.catalogue import load_catalogue

from .price_words import (
    CAUTION,
    NO_RECORD,
    caution_words,
    cost_mark,
    purchase_words,
    sanction_words,
    unit_cell,
    years_mark,
)
from .words import NBSP, count_word, listing, percent, plural

__all__ = [
    "EXCHANGE_COLUMNS",
    "buyer_sentences",
    "claim_sentences",
    "component_names",
    "cost_sentences",
    "exchange_cells",
    "exchange_sentences",
    "lead_sentences",
    "money_cell",
    "option_cell",
    "record_cell",
    "rule_sentences",
    "sanction_sentences",
    "time_cell",
    "times_cell",
    "user_sentences",
]


WEIGHTY = ("buying", "upkeep")
"""Kinds of cost that stand on the first screen."""


def money(value_musd: float) -> str:
    """Return a sum: in thousand millions from there on, else in millions, two figures or three."""
    if value_musd >= 1000.0:
        return f"{value_musd / 1000.0:.1f}{NBSP}bn"
    if value_musd >= 10.0:
        return f"{value_musd:.0f}{NBSP}m"
    return f"{value_musd:.2g}{NBSP}m"


def span(row: Mapping[str, Any]) -> str:
    """Return low to high of a sum."""
    return f"{money(row['low_musd'])} to {money(row['high_musd'])}"


def money_cell(row: Mapping[str, Any] | None) -> str:
    """Return low, mid and high for a table, in millions; a dash where there is none."""
    if row is None:
        return "–"
    return f"{row['low_musd']:,.0f} / {row['mid_musd']:,.0f} / {row['high_musd']:,.0f}"


def time_cell(row: Mapping[str, Any]) -> str:
    """Return the years to the first capability, low, mid and high."""
    if row["held"]:
        return "there already"
    years = f"{row['low_years']:.1f} / {row['mid_years']:.1f} / {row['high_years']:.1f}"
    return f"{years} {years_mark(row)}"


def option_cell(option: Mapping[str, Any]) -> str:
    """Return the name of an option with what it holds: ``M-SAM-II: 1 battery``."""
    return f"{option['name']}: {unit_cell(option['units'])}"


def record_cell(option: Mapping[str, Any]) -> str:
    """Return which share of a cost is of record, and that the rest is assumed."""
    share = percent(option["share_of_record"])
    return f"{share}, {'all' if cost_mark(option) == 'assumed' else 'rest'} assumed"


def buyer_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return for each option what the country of the case bought itself, by contracts of record."""
    return [
        f"{option['name']}: {words}"
        for option in found["options"]
        for words in purchase_words(option["purchases"], found["sources"])
    ]


def sanction_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return for each option what the country itself, other buyers, those of its origin and its maker met."""
    told: dict[str, list[str]] = {}
    for option in found["options"]:
        told.setdefault(sanction_words(option["sanctions"]), []).append(option["name"])
    lines = [f"{listing(names)}: {words}." for words, names in told.items()]
    caution = caution_words(option["sanctions"] for option in found["options"])
    return [*lines, caution] if caution else lines


def user_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return on what the user's own chance of sanctions is charged; none where none was given."""
    asked = [option for option in found["options"] if option["sanctions"]["user"]]
    if not asked:
        return []
    unmet = [option["name"] for option in asked if sanction_words(option["sanctions"]) == NO_RECORD]
    beside = f" Nothing is on record of {listing(unmet)}; {CAUTION}." if unmet else ""
    chances = {(each["sanctions"]["user"]["p"], each["sanctions"]["user"]["cost_musd"]) for each in asked}
    alike = "the same chance and cost" if len(chances) == 1 and len(asked) > 1 else "your chance and cost"
    return [
        f"Your sanctions are charged, with {alike}, to {listing([each['name'] for each in asked])}, "
        f"whoever sells them, and are in no total.{beside} For one option alone: --p-sanction OPTION=P."
    ]


def times_cell(row: Mapping[str, Any] | None) -> str:
    """Return how often an option is had for the cost of the lead option."""
    return "–" if row is None else f"{row['low']:.2g} / {row['mid']:.2g} / {row['high']:.2g}"


def component_names(found: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return the kinds of cost that options have: those that weigh most, and the others."""
    names = [
        name
        for name in found["options"][0]["components"]
        if any(option["components"][name] is not None for option in found["options"])
    ]
    return [name for name in names if name in WEIGHTY], [name for name in names if name not in WEIGHTY]


def cost_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return what stands before the table: what is asked, the least and the greatest cost, how sure."""
    bought = sorted(
        (option for option in found["options"] if not option["held"]),
        key=lambda each: each["total"]["mid_musd"],
    )
    years = f"{found['years']:g} years"
    told = [
        f"What each option costs over {years}, {_holdings(found)}: to buy, with rounds in reserve, first "
        f"training and upkeep, in US dollars of {found['price_year']}, not discounted. Ignorance: we are "
        f"90{NBSP}% sure that a cost "
        "lies between its ends, if public figures and the assumed rules hold."
    ]
    if found["times"] > 1:
        told.append(
            f"Bought {count_word(found['times'])} times each: units with their rounds, training and upkeep "
            "cost so many times one, for no rebate for numbers is on record; radars beside the units once."
        )
    if len(bought) > 1:
        first, last = bought[0], bought[-1]
        told.append(
            f"Least: {first['name']}, {money(first['total']['mid_musd'])} ({span(first['total'])}), least in "
            f"{percent(first['p_least'])} of joint draws. Most: {last['name']}, "
            f"{money(last['total']['mid_musd'])} ({span(last['total'])}), most in {percent(last['p_most'])}."
        )
    told += [
        f"{option['name']}: not bought, upkeep alone, {money(option['total']['mid_musd'])} "
        f"({span(option['total'])})."
        for option in found["options"]
        if option["held"]
    ]
    assumed = [option["name"] for option in bought if any(p["kind"] == "assumed" for p in option["prices"])]
    if assumed:
        told.append(f"No contract gives a price of {listing(assumed)}: assumed, with wide limits.")
    return told


def _holdings(found: Mapping[str, Any]) -> str:
    """Return for how many units of each option a cost is."""
    options = [option for option in found["options"] if not option["held"]] or found["options"]
    units = [unit for option in options for unit in option["units"]]
    if all(sum(unit["count"] for unit in option["units"]) == 1 for option in options):
        nouns = list(dict.fromkeys(unit["unit"] for unit in units))
        return f"for one unit of each (one {' or '.join(nouns)})"
    return "for as many units as stand beside its name"


def claim_sentences(option: Mapping[str, Any]) -> list[str]:
    """Return for each system of an option on which contracts its price rests, and which give none."""
    told = []
    for prices in option["prices"]:
        claims = "; ".join(_claim(claim) for claim in prices["claims"])
        weight = ", with equal weight" if len(prices["claims"]) > 1 else ""
        told.append(f"{option['name']}, price of one {_system_name(prices['system'])}{weight}: {claims}.")
        gives_none = [f"{each['customer']} {each['year']}".strip() for each in prices["left_out"]]
        if gives_none:
            told.append(f"  No price follows from {listing(list(dict.fromkeys(gives_none)))}.")
    share = percent(option["share_of_record"])
    told.append(f"  Of record: {share} of its cost; the rest is made of it by assumed rules.")
    return told


def _system_name(system_id: str) -> str:
    """Return the name of a shipped system; one of a user's own keeps its id."""
    shipped = load_catalogue().systems.get(system_id)
    return system_id if shipped is None else str(shipped.name)


def _claim(claim: Mapping[str, Any]) -> str:
    """Return one claim of a price, in dollars of its own year."""
    limits = f"{money(claim['low_musd'])} to {money(claim['high_musd'])}"
    spread = "" if claim["low_musd"] == claim["high_musd"] else f" ({limits})"
    assumed = ", limits assumed" if claim["limits_assumed"] else ""
    if claim["kind"] == "assumed":
        return f"assumed {money(claim['best_musd'])}{spread}: {claim['words'].rstrip('.')}"
    who = claim["customer"] or "in print"
    status = "" if claim["status"] in ("signed", "in print") else f", {claim['status']}"
    home = ", at home" if claim["home"] else ""
    return f"{who} {claim['year']}{status}{home} {money(claim['best_musd'])}{spread}{assumed}"


def exchange_cells(each: Mapping[str, Any]) -> tuple[str, ...]:
    """Return one cost exchange as the cells of :data:`EXCHANGE_COLUMNS`."""
    stopped, fired = each["stopped"], each["rounds_musd"]
    ends = stopped["total_90"] if stopped["ignorance_90"] is None else stopped["ignorance_90"]
    sure = "" if ends is None else f" ({ends[0]:.1f} to {ends[1]:.1f}{'' if _is_sure(each) else '*'})"
    return (
        each["raid"],
        f"{stopped['mean']:.1f}{sure} of {each['threats']}",
        _ends(fired["total_90"], fired["mean"]),
        _three(each["threats_musd"]),
        _three(each["ratio"]),
        _three(each["worth_musd"]),
    )


EXCHANGE_COLUMNS = (
    "raid",
    "stopped",
    "rounds fired, m USD",
    "threats flown, m USD",
    "dollars for one",
    "pays if one hit destroys more than, m USD",
)
"""Headings of :func:`exchange_cells`."""


def _is_sure(each: Mapping[str, Any]) -> bool:
    """Return whether ignorance is known of what is stopped, or luck and ignorance together alone."""
    return each["stopped"]["ignorance_90"] is not None


def exchange_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return how the table of cost exchanges is read, and which prices in it are assumed."""
    exchanges = [each for option in found["options"] for each in option["exchange"]]
    if not exchanges:
        return []
    raids = found["raids"]
    told = [
        f"Cost exchange at {found['site']}, {plural(raids['worlds'], 'world')} of "
        f"{plural(raids['replications'], 'raid')}. What "
        "is fired against what flies says nothing alone, for rounds buy what they protect: beside it stand "
        "the threats that are stopped, and what one hit that is prevented must destroy for its rounds to be "
        f"worth it. {_stopped_words(exchanges)}Rounds: 90 of 100 raids, whatever the figures, and the mean; "
        f"else low / mid / high, 90{NBSP}% sure."
    ]
    assumed = sorted({name for each in exchanges for name in each["assumed_prices"]})
    if assumed:
        told.append(f"Assumed price of a threat: {listing(assumed)}.")
    notes = dict.fromkeys(each["worth_note"] for each in exchanges if each["worth_note"])
    told += [f"No end: {note}." for note in notes]
    return told


def _stopped_words(exchanges: Sequence[Mapping[str, Any]]) -> str:
    """Return what the brackets beside the stopped threats mean."""
    if all(map(_is_sure, exchanges)):
        return f"Stopped: in brackets where the mean lies, 90{NBSP}% sure. "
    if any(map(_is_sure, exchanges)):
        return f"Stopped: in brackets where the mean lies, 90{NBSP}% sure; with *: 90 of 100 raids. "
    return "Stopped: in brackets (*) 90 of 100 raids, whatever the figures; more worlds tell the two apart. "


def _three(values: Sequence[float | None]) -> str:
    """Return low, mid and high with two figures, and words where there is no end."""
    if all(value is None for value in values):
        return "no end"
    return " / ".join(_two(value) for value in values)


def _ends(ends: Sequence[float] | None, mean: float) -> str:
    """Return the ends of an interval, and the mean."""
    told = "" if ends is None else f"{_two(ends[0])} to {_two(ends[1])}, "
    return f"{told}mean {_two(mean)}"


def _two(value: float | None) -> str:
    """Return a number with two figures, from ten on whole."""
    if value is None:
        return "no end"
    return f"{value:.0f}" if value >= 10.0 else f"{value:.2g}"


def rule_sentences(found: Mapping[str, Any]) -> list[str]:
    """Return what all costs share, and what they leave out."""
    rules = found["rules"]["figures"]
    upkeep, training = rules["cost/upkeep_share"], rules["cost/training_share"]
    loads, rise = rules["cost/reserve_loads"], rules["cost/price_rise_share"]
    reserve = (
        f"{_loads(loads['best'])} ({loads['low']:g} to {loads['high']:g}, assumed)"
        if found["loads"] is None
        else f"{_loads(found['loads'])}, as asked"
    )
    return [
        f"Low / mid / high: 5, 50 and 95{NBSP}% of {found['draws']:,} joint draws lie below, millions of US "
        "dollars. A sum is drawn as a sum, so its ends are not the sums of ends.",
        f"Rules: upkeep {_shares(upkeep)} of the price a year; training {_shares(training)}, once; rounds in "
        f"reserve {reserve}. Contracts hold radars, launchers and a first load.",
        "Earlier sums are raised by the index of US consumers' prices "
        f"({listing(found['rules']['index']['sources'])}) and by {_shares(rise)} a year beside it; other "
        "currencies are changed at the mean rate of their year "
        f"({listing(found['rules']['exchange_rates']['sources'])}).",
        "Left out: land and buildings, interest and credit, offsets, disposal, crews that are there anyway.",
        f"Sanctions: what is on record is in 'skykeep catalogue precedents'; {CAUTION}. How likely they are "
        "is yours to say "
        "(--p-sanction with --sanction-cost), and is in no total.",
    ]


def _loads(number: float) -> str:
    """Return a number of full loads."""
    return f"{number:g} full {'load' if number == 1.0 else 'loads'}"


def _shares(figure: Mapping[str, Any]) -> str:
    """Return a share with its limits and its kind."""
    best, low, high = (f"{100.0 * figure[name]:.3g}" for name in ("best", "low", "high"))
    return f"{best}{NBSP}% ({low} to {high}, {figure['figure_kind']})"


def lead_sentences(option: Mapping[str, Any]) -> list[str]:
    """Return from which deliveries the years to the first capability are."""
    row = option["first_capability"]
    if row["held"]:
        return []
    leads = [f"{lead['customer']} {_months(lead['months'])}" for lead in row["leads"]]
    told = f"{option['name']}, from order to first delivery: {listing(leads)}" if leads else ""
    if row["assumed_beside"]:
        told += "; too few to go by, so 12 to 60 months, assumed, stand beside"
    if row["assumed_for"]:
        begin = f"{told}; " if told else f"{option['name']}: "
        told = f"{begin}none{_of_systems(option, row['assumed_for'])} on record, 12 to 60 months assumed"
    return [f"{told}."]


def _of_systems(option: Mapping[str, Any], systems: Sequence[str]) -> str:
    """Return which systems are meant, nothing where the option is one of its own name."""
    if [option["name"].lower()] == [name.lower() for name in systems]:
        return ""
    return f" of {listing(systems)}"


def _months(months: Sequence[int]) -> str:
    """Return a number of months, or the least and the most."""
    low, high = months
    return f"{low} months" if low == high else f"{low} to {high} months"
