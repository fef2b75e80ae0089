"""``skykeep cost``: what does each option cost, how long does it take, what became of other buyers?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skykeep.errors import UsageError

from ._common import out_console
from ._groups import with_groups
from ._options import StudyOptions, replications_option, worlds_option
from ._study import answer_study, print_dim
from ._tables import print_table

if TYPE_CHECKING:
    from skykeep.api.costs import Cost

__all__ = ["cost"]


@with_groups
def cost(
    case: Annotated[str, typer.Argument(metavar="CASE", help="Case file, or the name of a shipped one.")],
    years: Annotated[float, typer.Option("--years", help="Years of upkeep, 0 to 60.")] = 20.0,
    units: Annotated[
        int | None,
        typer.Option(
            "--units",
            metavar="N",
            help="Buy each option N times: what do four batteries cost? Once by default.",
        ),
    ] = None,
    loads: Annotated[
        float | None,
        typer.Option(
            "--loads", help="Full loads of rounds bought in reserve; drawn from a rule if left out."
        ),
    ] = None,
    lead: Annotated[
        str | None,
        typer.Option("--lead", metavar="OPTION", help="Option whose cost the others are set against."),
    ] = None,
    raid: Annotated[
        list[str] | None,
        typer.Option(
            "--raid",
            metavar="RAID",
            help="Standard raid whose cost exchange is asked for; several are given by repeating it.",
        ),
    ] = None,
    p_sanction: Annotated[
        list[str] | None,
        typer.Option(
            "--p-sanction",
            metavar="P",
            help="Your probability of sanctions: 0.3, or s-400=0.4 for one option, repeated for more.",
        ),
    ] = None,
    sanction_cost: Annotated[
        float | None,
        typer.Option(
            "--sanction-cost", metavar="MUSD", help="What sanctions would cost, million US dollars."
        ),
    ] = None,
    worlds: Annotated[int | None, worlds_option("those of the case by default")] = None,
    replications: Annotated[int | None, replications_option("those of the case by default")] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Print every table, not the first screen alone.")
    ] = False,
    *,
    study: StudyOptions,
) -> None:
    """What does each option of a case cost, low, mid and high, and on what does that rest?

    Buying, rounds, radars, training and upkeep from contracts of record and assumed rules; years to a first
    capability; what became of other buyers. --out writes a table (.parquet, .csv), a chart (.svg, .png,
    .pdf), the JSON (.json), or a folder with all.
    """
    from skykeep.api.costs import cost as costed

    asked = partial(
        costed,
        case,
        years=years,
        units=units,
        loads=loads,
        lead=lead,
        raid=raid or (),
        p_sanction=_probabilities(p_sanction),
        sanction_cost_musd=sanction_cost,
        worlds=worlds,
        replications=replications,
    )
    answer_study("cost", "costs", asked, partial(_print, full=full), study)


def _probabilities(given: list[str] | None) -> float | dict[str, float] | None:
    """Return the probabilities of ``--p-sanction``: one for all options, or by option.

    Raises
    ------
    UsageError
        If one is no number, or one for all stands beside others.
    """
    if not given:
        return None
    found: dict[str, float] = {}
    for each in given:
        name, equals, value = each.rpartition("=")
        try:
            found[name if equals else ""] = float(value)
        except ValueError:
            raise UsageError(
                f"--p-sanction {each}: must be a number from 0 to 1, or OPTION=number, as s-400=0.4"
            ) from None
    if "" in found and len(found) > 1:
        raise UsageError("--p-sanction: give one number for all options, or OPTION=number for each")
    return found.get("", found)


def _print(found: Cost, *, full: bool) -> None:
    """Print the costs for people: sentences, tables, what they rest on."""
    from skykeep.report.cost_words import (
        buyer_sentences,
        claim_sentences,
        cost_sentences,
        lead_sentences,
        rule_sentences,
        sanction_sentences,
    )

    console = out_console()
    plain = found.to_json()
    console.print(plain["case"]["title"], style="bold", markup=False)
    if found.state == "partial":
        console.print(f"Incomplete, stopped before its end: {found.finished}.", markup=False)
    for sentence in cost_sentences(plain):
        console.print(sentence, markup=False)
    console.print()
    _money_table(plain, full=full)
    console.print()
    _other_table(plain)
    _exchange_table(plain)
    for title, sentences in (
        ("What the country itself bought, on record", buyer_sentences(plain)),
        ("Sanctions on record", sanction_sentences(plain)),
        ("What prices rest on", [each for option in plain["options"] for each in claim_sentences(option)]),
        ("Deliveries on record", [each for option in plain["options"] for each in lead_sentences(option)]),
    ):
        if sentences:
            console.print()
            console.print(title, style="bold", markup=False)
            for sentence in dict.fromkeys(sentences):
                console.print(sentence, markup=False)
    console.print()
    print_dim(
        *rule_sentences(plain),
        *(() if full else ("With --full: what rounds and training cost.",)),
        f"Seed {found.seed}. All contracts: skykeep catalogue contracts. Sources: --json.",
    )


def _money_table(plain: dict[str, Any], *, full: bool) -> None:
    """Print low, mid and high of the costs that weigh most, and with ``full`` of the others."""
    from skykeep.report.cost_words import component_names, money_cell, option_cell, record_cell

    first, rest = component_names(plain)
    out_console().print("In million US dollars, low / mid / high", style="bold", markup=False)
    print_table(
        ("option", "in all", *first, "of record"),
        [
            (
                option_cell(option),
                money_cell(option["total"]),
                *(money_cell(option["components"][name]) for name in first),
                record_cell(option),
            )
            for option in plain["options"]
        ],
    )
    if full and rest:
        out_console().print()
        print_table(
            ("of that", *rest),
            [
                (option["name"], *(money_cell(option["components"][name]) for name in rest))
                for option in plain["options"]
            ],
        )


def _other_table(plain: dict[str, Any]) -> None:
    """Print years, precedents and how often an option is had for the cost of the lead option."""
    from skykeep.report.cost_words import time_cell, times_cell, user_sentences
    from skykeep.report.price_words import sanction_cell

    lead = next((each["name"] for each in plain["options"] if each["id"] == plain["lead"]), None)
    risk = any(option["sanctions"]["user"] for option in plain["options"])
    headings = ["option", "years to first capability", *([f"times, for the cost of {lead}"] if lead else [])]
    headings += ["sanctions on record", *(["your sanctions, m USD"] if risk else [])]
    rows = []
    for option in plain["options"]:
        user = option["sanctions"]["user"]
        row = [option["name"], time_cell(option["first_capability"])]
        row += [times_cell(option["equal_cost"])] if lead else []
        row.append(sanction_cell(option["sanctions"]))
        row += [f"{user['expected_musd']:,.0f}" if user else "–"] if risk else []
        rows.append(row)
    print_table(headings, rows, words=range(4 if lead else 3))
    for sentence in user_sentences(plain):
        out_console().print(sentence, markup=False)


def _exchange_table(plain: dict[str, Any]) -> None:
    """Print the cost exchange of each raid, with what is protected in the same row."""
    from skykeep.report.cost_words import EXCHANGE_COLUMNS, exchange_cells, exchange_sentences

    sentences = exchange_sentences(plain)
    if not sentences:
        return
    console = out_console()
    console.print()
    console.print(sentences[0], markup=False)
    rows = [
        (option["name"], *exchange_cells(each)) for option in plain["options"] for each in option["exchange"]
    ]
    print_table(("option", *EXCHANGE_COLUMNS), rows, words=(0, 1))
    for sentence in sentences[1:]:
        console.print(sentence, markup=False)
