"""``skykeep stress``: what if a radar, a launcher, the word from outside is gone?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ._common import out_console
from ._groups import with_groups
from ._options import (
    OneSetOption,
    ScenarioArgument,
    StudyOptions,
    ViewOption,
    replications_option,
    worlds_option,
)
from ._study import answer_study, print_dim, print_title
from ._tables import print_table

if TYPE_CHECKING:
    from skykeep.api.stresses import Stress

__all__ = ["stress"]


@with_groups
def stress(
    scenario: ScenarioArgument,
    lost: Annotated[
        list[str] | None,
        typer.Option(
            "--lost",
            metavar="NODE",
            help="Node to lose, as unit-1/76n6; several, by repeating it, are lost together and each alone. "
            "By default every node alone.",
        ),
    ] = None,
    until: Annotated[
        str,
        typer.Option(
            "--until",
            metavar="HALF_WIDTH",
            help="Add worlds until every change is computed to within this: 0.25 leakers, 5% of the change, "
            "0.25,5% for whichever is more, or order: until every loss is told from the next.",
        ),
    ] = "0.25,5%",
    worlds: Annotated[int | None, worlds_option("2000 at most by default")] = None,
    replications: Annotated[int | None, replications_option("5 by default")] = None,
    view: ViewOption = None,
    given_set: OneSetOption = None,
    *,
    study: StudyOptions,
) -> None:
    """What if a radar, a launcher or the outside cueing is gone? What hurts most comes first.

    Every loss meets the same raids with the same luck. --out writes a table (.parquet, .csv), a chart (.svg,
    .png, .pdf), the JSON (.json), or a folder with all of them.
    """
    from skykeep.api.stresses import stress as stressed

    asked = partial(
        stressed,
        scenario,
        lost or (),
        until=until,
        worlds=worlds,
        replications=replications,
        view=view,
        set=given_set,
    )
    answer_study("stress", "raids after every loss", asked, _print, study)


def _print(found: Stress) -> None:
    """Print sentences, a line for all losses that end alike, and the waterfall before and after the worst."""
    from skykeep.report.saturation_words import stopping_sentence
    from skykeep.report.stress_words import (
        change_cells,
        loss_lines,
        stress_sentences,
        waterfall_rows,
        worst_of_the_rest,
    )

    console = out_console()
    plain = found.to_json()
    print_title(found)
    for sentence in stress_sentences(plain):
        console.print(sentence, markup=False)
    console.print()
    base = plain["baseline"]
    none = f"{100.0 * base['p_no_leaker']['mean']:.0f} %"
    lacked = base["binding_resource"] or ""
    print_table(
        ("lost", "leakers", "change", "computed", "90 % sure", "none leaks", "most lacked", "what it is"),
        [
            ("nothing", f"{base['leakers']['mean']:.1f}", "", "", "", none, lacked, ""),
            *((row["lost"], *change_cells(row), words) for row, words in loss_lines(plain["losses"])),
        ],
        words=(0, 6, 7),
    )
    console.print()
    if after := worst_of_the_rest(plain):
        print_table(
            ("real threats, mean", "whole", f"without {after['lost']}"),
            [
                (words, f"{before_mean:.1f}", f"{after_mean:.1f}")
                for words, before_mean, after_mean, _ in waterfall_rows(base, after)
            ],
        )
        console.print()
    print_dim(
        "Change: in leakers, raid by raid with the same luck. Computed: how well it is computed. 90 % sure: "
        "how far public figures let the mean change range. 90 % intervals. Most lacked: the commonest "
        "reason; more of it alone need not help, which `skykeep claim` plays. After =: losses with the same "
        "figures to the last digit; --json has each.",
        stopping_sentence(plain["stopping"], found.replications),
        *(warning["text"] for warning in plain["warnings"]),
        f"Seed {found.seed}, view {found.view}. What is lost is gone from the start.",
    )
