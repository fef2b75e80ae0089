"""``skykeep saturate``: how many threats are too many, and which resource runs out first?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

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
    from skykeep.api.saturations import Saturation

__all__ = ["saturate"]

_ROWS = 16
"""Sizes of a curve that are printed; all of them are in what is written and in --json."""


@with_groups
def saturate(
    scenario: ScenarioArgument,
    n: Annotated[
        str, typer.Option("--n", metavar="SIZES", help="Sizes of the raid: 1:100, 1:100:5 or 4,8,24.")
    ] = "1:100",
    classes: Annotated[
        list[str] | None,
        typer.Option(
            "--class",
            metavar="CLASS",
            help="Threat class that flies alone, mix for the scenario's raid, all for every class that has a "
            "raid; several are given by repeating it. By default the scenario's own.",
        ),
    ] = None,
    until: UntilOption = "0.5,5%",
    worlds: Annotated[int | None, worlds_option("2000 at most by default")] = None,
    replications: Annotated[int | None, replications_option("5 by default")] = None,
    *,
    change: ChangeOptions,
    study: StudyOptions,
) -> None:
    """How many threats saturate this defence, and which resource runs out first?

    Leakers over the size of the raid, for each threat class and the mix, with the same luck at every size.
    --out writes a table (.parquet, .csv), a chart (.svg, .png, .pdf), the JSON (.json), or a folder with all.
    """
    from skykeep.api.saturations import saturate as saturated

    asked = partial(
        saturated,
        scenario,
        n,
        classes=classes or (),
        until=until,
        worlds=worlds,
        replications=replications,
        **change.asked(),
    )
    answer_study("saturate", "raids of every size", asked, _print, study)


def _print(found: Saturation) -> None:
    """Print each curve: sentences, then a line for some of its sizes."""
    from skykeep.report.record_words import record_sentences
    from skykeep.report.run_words import interval_cells
    from skykeep.report.saturation_words import curve_sentences, raids_if_few, stopping_sentence

    console = out_console()
    plain = found.to_json()
    print_title(found)
    for name, curve in plain["curves"].items():
        console.print()
        sentences = curve_sentences(name, curve, found.replications)
        console.print(sentences[0], style="bold", markup=False)
        for sentence in sentences[1:]:
            console.print(sentence, markup=False)
        decoys = any(point["decoys_launched"] for point in curve["points"])
        few = raids_if_few(curve, found.replications)
        luck = "90 of 100 raids" if few is None else "luck"
        headings = ["threats", *(["real"] if decoys else []), "leakers", "computed", luck]
        headings += ["90 % sure", "in all", "none leaks", "floor", "most lacked"]
        shown, rows = _some(curve["points"]), []
        for point in shown:
            cells = interval_cells(point["leakers"], digits=1, most=point["threats_launched"])
            lacked = " or ".join(filter(None, (point["binding_resource"], *point["binding_ties"])))
            p = point["p_no_leaker"]["mean"]
            none = f"{100 * p:.0f} %" if few is None else f"{round(p * few)} of {few}"
            real = [str(point["threats_launched"])] if decoys else []
            rows.append((str(point["n"]), *real, *cells, none, f"{point['magazine_floor']:.1f}", lacked))
        print_table(headings, rows, words=(len(headings) - 1,))
        played = sum(point["computed"] for point in curve["points"])
        some = f", {len(shown)} of them stand here" if len(shown) < played else ""
        print_dim(
            f"{played} of {len(curve['points'])} sizes were played{some}; the others lie on straight lines "
            f"between them. {stopping_sentence(curve['stopping'], found.replications)}"
        )
    console.print()
    records = [sentence for curve in plain["curves"].values() for sentence in record_sentences(curve)]
    print_dim(
        *dict.fromkeys(records),
        "Computed: how well the mean is computed, 90 %. 90 of 100 raids: luck, with figures at the median. "
        "90 % sure: where the mean lies, as far as public figures tell. In all: one raid, whatever the "
        "figures. Floor: leakers for want of rounds alone. Most lacked: the commonest reason; "
        "more of it alone need not help, which `skykeep claim` plays.",
        *(warning["text"] for warning in plain["warnings"]),
        f"Seed {found.seed}, view {found.view}.",
    )


def _some(points: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the sizes to print: what was played, the first and the last among them."""
    played = [point for point in points if point["computed"]]
    if len(played) <= _ROWS:
        return played
    places = {round(number * (len(played) - 1) / (_ROWS - 1)) for number in range(_ROWS)}
    return [played[place] for place in sorted(places)]
