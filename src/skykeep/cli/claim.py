"""``skykeep claim``: what would have to be true for "99 % are stopped"?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from ._common import out_console
from ._groups import with_groups
from ._options import (
    ChangeOptions,
    ScenarioArgument,
    StudyOptions,
    UntilOption,
    replications_option,
    worlds_option,
)
from ._study import answer_study, print_dim, print_title
from ._tables import print_table

if TYPE_CHECKING:
    from skykeep.api.claims import Claim

__all__ = ["claim"]


@with_groups
def claim(
    scenario: ScenarioArgument,
    stop_rate: Annotated[
        str,
        typer.Option("--stop-rate", metavar="SHARE", help="Share that is said to be stopped: 0.99 or 99%."),
    ],
    until: UntilOption = "0.25,5%",
    worlds: Annotated[int | None, worlds_option("2000 at most by default")] = None,
    replications: Annotated[int | None, replications_option("5 by default")] = None,
    *,
    change: ChangeOptions,
    study: StudyOptions,
) -> None:
    """What would have to be true for the claim that 99 % are stopped, and 99 % of what?

    Kill probability, rounds, warning and tracking, each alone and all together, under the same luck. --out
    writes a table (.parquet, .csv), a chart (.svg, .png, .pdf), the JSON (.json), or a folder with all.
    """
    from skykeep.api.claims import claim as claimed

    asked = partial(
        claimed, scenario, stop_rate, until=until, worlds=worlds, replications=replications, **change.asked()
    )
    answer_study("claim", "raids at every lever", asked, _print, study)


def _print(found: Claim) -> None:
    """Print the claim by each denominator, then what each lever would have to be."""
    from skykeep.report.claim_words import claim_sentences, denominator_cells, lever_sentences
    from skykeep.report.saturation_words import stopping_sentence

    console = out_console()
    plain = found.to_json()
    print_title(found)
    for sentence in claim_sentences(plain):
        console.print(sentence, markup=False)
    console.print()
    print_table(
        ("stopped, as a share", "mean", "computed", "90 % sure", "the claim"),
        [(each["words"], *denominator_cells(each)) for each in plain["denominators"].values()],
        words=(0, 4),
    )
    console.print()
    console.print("What would have to be true, of the threats launched", style="bold", markup=False)
    for lever in plain["levers"]:
        for sentence in lever_sentences(lever, plain["stop_rate"]):
            console.print(sentence, markup=False)
    console.print()
    print_dim(
        "Computed: how well it is computed. 90 % sure: where the mean lies, as far as public figures tell. "
        "Each lever is moved in all draws of the figures, with the same luck; more rounds stand on "
        "the same launchers, which take their interval between launches.",
        stopping_sentence(plain["stopping"], found.replications),
        *(warning["text"] for warning in plain["warnings"]),
        f"Seed {found.seed}, view {found.view}.",
    )
