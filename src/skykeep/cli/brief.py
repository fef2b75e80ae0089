"""``skykeep brief``: the answer to a case as one self-contained HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ._common import (
    ExtraOption,
    JobsOption,
    JsonOption,
    OutOption,
    QuietOption,
    SeedOption,
    file_to_write,
    job_count,
    note,
    out_console,
    print_json,
    progress,
    write_text,
)

__all__ = ["brief"]

RAIDS_MAX = 100_000
"""Most worlds, and most raids in each, as in a case file."""
DRAWING_STEP = 0.1
"""Drawing one figure takes about a tenth of one step of computing."""


def brief(
    case: Annotated[
        str, typer.Argument(help="Name of a shipped case, as iraq, or a case file (TOML).")
    ] = "iraq",
    out: OutOption = None,
    seed: SeedOption = None,
    worlds: Annotated[
        int | None,
        typer.Option(
            "--worlds",
            "-w",
            min=1,
            max=RAIDS_MAX,
            help="Joint draws of the public figures; default: the case's.",
        ),
    ] = None,
    replications: Annotated[
        int | None,
        typer.Option(
            "--replications",
            "-r",
            min=1,
            max=RAIDS_MAX,
            help="Raids in each world; default: the case's.",
        ),
    ] = None,
    jobs: JobsOption = None,
    extra: ExtraOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Write the brief of a case: one HTML page that opens from disk and asks nothing of any network.

    Its verdict is printed; with --json the data of the page instead.
    """
    import matplotlib  # noqa: F401 (a missing report extra is said before anything is computed)

    from skykeep.api.briefs import compute_page
    from skykeep.catalogue import load_catalogue
    from skykeep.study.brief import brief_steps, smaller_case
    from skykeep.study.brief_case import read_brief_case

    asked = smaller_case(read_brief_case(case), seed=seed, worlds=worlds, replications=replications)
    target = file_to_write(out or Path(), f"brief-{asked.id}.html", (".html", ".htm"))
    note(
        f"brief {asked.id}: {asked.raids.worlds} worlds of {asked.raids.replications} raids each", quiet=quiet
    )
    maps = len(asked.sites) * len(asked.systems) * (len(asked.heights_agl_m) + 1)
    figures = maps + 2 * len(asked.raids.standard) + 5
    total = brief_steps(asked) + DRAWING_STEP * figures
    with progress("coverage (kernels are compiled once)", total=total, silent=json or quiet) as bar:

        def tick(words: str) -> None:
            bar.say(words)
            bar.advance()

        page = compute_page(
            asked,
            load_catalogue(extra),
            jobs=job_count(jobs),
            tick=tick,
            computed=lambda: bar.say(f"drawing {figures} figures"),
            drawn=lambda: bar.advance(DRAWING_STEP),
        )
    write_text(target, page.html)
    note(f"wrote {target} ({len(page.html.encode('utf-8')) / 1e6:.1f} MB)", quiet=quiet)
    if json:
        print_json(page.to_json())
    elif not quiet:
        for number, sentence in enumerate(page.verdict, start=1):
            out_console().print(f"{number}. {sentence}", markup=False)
