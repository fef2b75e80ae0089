"""``skykeep sensitivity``: which unknown figures does this answer hang on?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skykeep.api.options import RAIDS_MAX

from ._common import note, out_console
from ._groups import with_groups
from ._options import ChangeOptions, ScenarioArgument, StudyOptions
from ._study import answer_study, print_dim, print_title
from ._tables import print_table

if TYPE_CHECKING:
    from skykeep.api.sensitivities import Sensitivity

__all__ = ["sensitivity"]

_SCREENED = 12
"""Causes of the screening that are printed where no shares are known yet."""


@with_groups
def sensitivity(
    scenario: ScenarioArgument,
    measure: Annotated[
        str,
        typer.Option(
            "--measure",
            metavar="MEASURE",
            help="leakers, p_no_leaker, stopped_share or rounds_fired of raids, or coverage",
        ),
    ] = "leakers",
    height: Annotated[
        float | None, typer.Option("--height", metavar="M", help="Of coverage: height above ground (1000).")
    ] = None,
    country: Annotated[
        str | None,
        typer.Option("--country", metavar="CODE", help="Of coverage: share of a country, not of the ring."),
    ] = None,
    points: Annotated[
        int,
        typer.Option(
            "--points", metavar="N", help="Points of each of the two samples of the shares, from 64."
        ),
    ] = 512,
    trajectories: Annotated[
        int, typer.Option("--trajectories", metavar="N", help="Trajectories of the screening, 4 to 100,000.")
    ] = 16,
    figures: Annotated[
        int,
        typer.Option(
            "--figures", metavar="N", help="Causes that get shares, the strongest screened; at least 1."
        ),
    ] = 10,
    replications: Annotated[
        int | None,
        typer.Option("--replications", "-r", min=1, max=RAIDS_MAX, help="Raids at each point (4)."),
    ] = None,
    *,
    change: ChangeOptions,
    study: StudyOptions,
) -> None:
    """Which unknown figures does this answer hang on, and which three facts are worth finding?

    Every cause is screened alone (Morris); the strongest, and groups of all, get their shares of the doubt
    (Sobol), luck taken off. --out writes a table (.parquet, .csv), a chart (.svg, .png, .pdf), the JSON
    (.json), or a folder with all.
    """
    from skykeep.api.sensitivities import sensitivity as asked

    def announce(cost: Mapping[str, int]) -> None:
        from skykeep.report.sensitivity_words import cost_sentence

        note(cost_sentence(cost, of_raids=measure != "coverage"), quiet=study.silent)

    asked = partial(
        asked,
        scenario,
        measure=measure,
        height=height,
        country=country,
        trajectories=trajectories,
        points=points,
        figures=figures,
        replications=replications,
        announce=announce,
        **change.asked(),
    )
    answer_study("sensitivity", "raids at every point", asked, _print, study)


def _print(found: Sensitivity) -> None:
    """Print the facts worth finding, the shares of figures and groups, and what is left."""
    from skykeep.report.cause_words import change_sentences
    from skykeep.report.sensitivity_words import (
        convergence_sentences,
        cost_sentence,
        fact_sentences,
        is_coverage,
        mean_sentence,
        remainder_sentences,
    )

    console = out_console()
    plain = found.to_json()
    print_title(found)
    if mean := mean_sentence(plain):
        console.print(mean, markup=False)
    console.print()
    console.print("The facts worth finding", style="bold", markup=False)
    for sentence in fact_sentences(plain):
        console.print(sentence, markup=False)
    console.print()
    _print_shares(plain)
    for sentence in remainder_sentences(plain):
        console.print(sentence, markup=False)
    console.print()
    if plain["tornado"] is not None:
        console.print("Mean leakers with each alone at its ends", style="bold", markup=False)
        for sentence in change_sentences(plain):
            console.print(f"- {sentence}", markup=False)
        console.print()
    print_dim(
        "Alone: share of the variance of the expected outcome that the figure makes by itself (first order), "
        "and how much knowing it would take off. In all: with its joint effects (total order). Moved: mean "
        "size of the change per range of the figure, when it alone moves (Morris), with the part of luck "
        "alone. In brackets: how well it is computed, 90 %. Figures that are drawn together are one.",
        *convergence_sentences(plain),
        cost_sentence(plain["cost"], of_raids=not is_coverage(plain)),
        *(warning["text"] for warning in plain["warnings"]),
        f"Seed {found.seed}, view {found.view}"
        + ("." if is_coverage(plain) else f", {found.replications} raids at each point."),
    )


def _print_shares(plain: dict[str, Any]) -> None:
    """Print a row for each figure that has shares, or of the screening where none has, and each group."""
    from skykeep.report.sensitivity_words import (
        GROUP_WORDS,
        factor_name,
        is_share,
        luck_cell,
        moved_cell,
        question_words,
        share_cell,
    )

    screened = {row["figure"]: row for row in plain["screening"]}
    points = ", points" if is_share(plain) else ""
    headings = (question_words(plain), "alone", "in all", f"moved{points}", "luck")
    rows = []
    for row in plain["figures"] or plain["screening"][:_SCREENED]:
        name = factor_name(row) + (", drawn for each raid" if row["per_raid"] else "")
        effect = screened[row["figure"]]
        shares = (share_cell(row.get("first")), share_cell(row.get("total")))
        rows.append((name, *shares, moved_cell(effect, plain), luck_cell(effect, plain)))
    print_table(headings, rows)
    if not plain["groups"]:
        return
    out_console().print()
    print_table(
        ("all figures of a group together", "alone", "in all"),
        [
            (GROUP_WORDS[row["group"]], share_cell(row["first"]), share_cell(row["total"]))
            for row in plain["groups"]
        ],
    )
    out_console().print()
