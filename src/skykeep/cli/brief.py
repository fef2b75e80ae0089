"""``skykeep brief``: the answer to a case as one self-contained HTML page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ._common import file_to_write, job_count, note, out_console, print_json, progress, write_text
from ._groups import with_groups
from ._options import StudyOptions, replications_option, worlds_option

__all__ = ["brief"]

MOST = 100_000
"""Most worlds, and most raids in each, as in a case file."""
DRAWING_STEP = 0.1
"""Drawing one figure takes about a tenth of one step of computing."""


@with_groups
def brief(
    case: Annotated[
        str, typer.Argument(help="Name of a shipped case, as iraq, or a case file (TOML).")
    ] = "iraq",
    worlds: Annotated[int | None, worlds_option("those of the case by default", MOST)] = None,
    replications: Annotated[int | None, replications_option("those of the case by default", MOST)] = None,
    lang: Annotated[
        str,
        typer.Option(
            "--lang",
            metavar="CODE",
            help="Language of the page and its verdict: en, or ar for Arabic; with en,ar a page in each, the "
            "second beside the first.",
        ),
    ] = "en",
    *,
    study: StudyOptions,
) -> None:
    """Write the brief of a case: one HTML page that opens from disk and asks nothing of any network.

    Its verdict is printed; with --json the data of the page instead.
    """
    import matplotlib  # noqa: F401 (a missing report extra is said before anything is computed)

    from skykeep.api.briefs import compute_page
    from skykeep.api.executing import executor_of
    from skykeep.catalogue import load_catalogue
    from skykeep.catalogue.records import load_records
    from skykeep.language import in_digits, in_language, known_language
    from skykeep.report.page_figures import count_figures
    from skykeep.study.brief import brief_steps, smaller_case
    from skykeep.study.brief_case import read_brief_case
    from skykeep.study.case_remarks import case_remarks

    first, *others = lang.split(",")
    for code in (first, *others):
        known_language(code)
    asked = smaller_case(read_brief_case(case), seed=study.seed, worlds=worlds, replications=replications)
    for remark in case_remarks(asked):
        note(f"remark: {remark}", quiet=study.quiet)
    target = file_to_write(study.out or Path(), f"brief-{asked.id}.html", (".html", ".htm"))
    note(
        f"brief {asked.id}: {asked.raids.worlds} worlds of {asked.raids.replications} raids each",
        quiet=study.quiet,
    )
    figures = count_figures(sites=len(asked.sites), raids=len(asked.raids.standard))
    total = brief_steps(asked) + DRAWING_STEP * figures * (1 + len(others))
    with progress("coverage (kernels are compiled once)", total=total, silent=study.silent) as bar:

        def tick(words: str) -> None:
            bar.say(words)
            bar.advance()

        def drawn() -> None:
            bar.advance(DRAWING_STEP)

        page = compute_page(
            asked,
            load_catalogue(study.extra),
            records=load_records(study.extra),
            jobs=job_count(study.jobs),
            executor=executor_of(study.jobs, study.executor, study.scheduler),
            language=first,
            tick=tick,
            computed=lambda: bar.say(f"drawing {figures} figures"),
            drawn=drawn,
        )
        told = []
        for code in others:
            bar.say(f"drawing {figures} figures of the page in {code}")
            told.append(page.told_in(code, drawn=drawn))
    for written in (page, *told):
        file = target if written is page else target.with_suffix(f".{written.language}{target.suffix}")
        write_text(file, written.html)
        note(f"wrote {file} ({len(written.html.encode('utf-8')) / 1e6:.2f} MB)", quiet=study.quiet)
    if study.json:
        print_json(page.to_json())
    elif not study.quiet:
        with in_language(first):
            for number, sentence in enumerate(page.verdict, start=1):
                out_console().print(f"{in_digits(str(number))}. {sentence}", markup=False)
