"""``skykeep assign``: which rounds shall go at which threats, by several policies, against a proven bound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skykeep.api.options import SEED_MAX
from skykeep.errors import UsageError

from ._assign_in_raids import assign_in_raids, names_a_scenario
from ._common import (
    file_to_write,
    json_text,
    make_room,
    note,
    out_console,
    print_json,
    progress,
    view_asked,
    write_text,
)
from ._groups import with_groups
from ._options import (
    HERE,
    SEED_HELP,
    AnswerOptions,
    ChangeOptions,
    JobsOption,
    replications_option,
    worlds_option,
)
from ._tables import print_table

if TYPE_CHECKING:
    from skykeep.api.assignments import Assignment

__all__ = ["assign"]

AssignSeedOption = Annotated[
    int | None,
    typer.Option(
        "--seed", min=0, max=SEED_MAX, help=f"{SEED_HELP} {HERE} run times differ from call to call."
    ),
]
EXTRA_NAMES = {"catalogue": "extra"}
ENDINGS = (".json", ".csv", ".parquet")
TOLD_ONE_BY_ONE = 4
"""Cases up to which each has a table of its own."""


@with_groups
def assign(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FILE|DIR",
            help="Assignment file (.toml, .json, .txt), a folder of them, a shipped name (two-batteries), "
            "or a scenario: its raids are then played under each policy.",
        ),
    ],
    policy: Annotated[
        list[str] | None,
        typer.Option("--policy", "-p", help="Policy; may be repeated. Default: all."),
    ] = None,
    looks: Annotated[
        int | None,
        typer.Option(
            "--looks", help="Salvos there is time for, for policies that look (default: as the file)."
        ),
    ] = None,
    seed: AssignSeedOption = None,
    until: Annotated[
        str | None,
        typer.Option(
            "--until",
            metavar="HALF_WIDTH",
            help="Of a scenario: add worlds until every change of leakers is computed to within this, "
            "0.25,5% by default.",
        ),
    ] = None,
    worlds: Annotated[
        int | None,
        worlds_option("of a scenario, 200 at most by default"),
    ] = None,
    replications: Annotated[
        int | None,
        replications_option("of a scenario, 5 by default"),
    ] = None,
    jobs: JobsOption = None,
    *,
    change: ChangeOptions,
    answer: AnswerOptions,
) -> None:
    """Which rounds should go at which threats, and how far from the best possible is each way to decide?

    For each case and policy: the value that gets through, rounds used, run time, and the gap to what is
    proven to get through whatever is done. --out writes everything (.json) or a table (.csv, .parquet). Of
    a scenario the same raids are played under each policy and compared, raid by raid, with the first.
    """
    raids = {
        "until": until,
        "worlds": worlds,
        "replications": replications,
        "view": view_asked(change.view),
        "set": change.set,
        "lost": change.lost,
        "catalogue": answer.extra,
    }
    if names_a_scenario(source):
        if looks is not None:
            raise UsageError("--looks is for assignment files; a raid has as many looks as there is time for")
        assign_in_raids(source, policy, answer, seed=seed, jobs=jobs, **raids)
        return
    alone = [name for name, value in raids.items() if value is not None]
    if alone:
        raise UsageError(
            f"{source}: no scenario, and --{EXTRA_NAMES.get(alone[0], alone[0])} is for raids: leave it out, "
            "or name a scenario"
        )
    target = None if answer.out is None else file_to_write(answer.out, "assign.json", ENDINGS)
    from skykeep.api.assignments import asked_policies
    from skykeep.api.assignments import assign as assigned

    names = asked_policies(policy)
    with progress("policies", total=None, silent=answer.silent) as bar:
        found = assigned(source, policy=names, looks=looks, seed=seed, jobs=jobs, tick=bar.advance)
    if target is not None:
        _write(found, target)
        note(f"wrote {target}", quiet=answer.quiet)
    if answer.json:
        print_json(found.to_json())
        return
    _print(found.to_json())
    for remark in found.remarks:
        note(f"remark: {remark}", quiet=answer.quiet)


def _write(found: Assignment, target: Path) -> None:
    """Write the JSON, or the table."""
    if target.suffix == ".json":
        write_text(target, json_text(found.to_json()))
    else:
        make_room(target)
        found.table.save(target)


def _print(found: dict[str, Any]) -> None:
    """Print a table for each case, or one over many, and what it rests on."""
    from skykeep.report import assignment_words as told

    cases = found["instances"]
    console = out_console()
    if len(cases) <= TOLD_ONE_BY_ONE:
        for case in cases:
            known = case["best_known_value"] is not None
            heading = ["policy", "gets through", "of all", "rounds", "above the bound"]
            heading += ["above best known"] * known + ["time"]
            console.print(told.case_heading(case), style="bold", markup=False, soft_wrap=True)
            print_table(
                heading, [told.case_cells(each, case["value"], known=known) for each in case["policies"]]
            )
            console.print(told.case_sentence(case), markup=False)
            for line in told.plan_lines(case):
                console.print(f"  {line}", markup=False)
            console.print()
    else:
        heading = ["policy", "proven best", "best known reached", "mean gap", "worst gap", "time"]
        print_table(heading, [told.many_cells(cases, place) for place in range(len(found["policies"]))])
        console.print(told.many_sentence(cases), markup=False)
        console.print("Each case: --json, or --out FILE.csv.", style="dim", markup=False)
    for name, about in found["policies"].items():
        console.print(f"{name} {about['does']}.", style="dim", markup=False)
    console.print(
        f"Assumed: {'; '.join(found['assumed'])}. The bound is what every plan of one salvo lets through; "
        "of a policy that looks, what every such policy does. ±: how well a played mean is computed (90 %). "
        "--json says when each policy is wrong, and where it is from.",
        style="dim",
        markup=False,
    )
