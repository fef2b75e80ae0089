"""``skykeep.brief``: the answer to a case as one page that opens from disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue
from skykeep.language import in_language, known_language

from .executing import executor_of
from .inputs import catalogue_of
from .kinds import refuses_wrong_kinds
from .options import count_asked, job_count, seed_asked

if TYPE_CHECKING:
    from skykeep.catalogue.records import Records
    from skykeep.study.brief_case import BriefCase
    from skykeep.study.brief_data import BriefData
    from skykeep.study.executors import Executor
    from skykeep.study.own_parts import OwnParts

__all__ = ["Brief", "brief", "compute_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The page of a brief, ``html``, in a ``language``, and everything on it, ``data``."""

    data: BriefData
    html: str
    language: str = "en"
    own: OwnParts | None = None
    """What of it did not ship, which the page says to who shares it."""

    def __repr__(self) -> str:
        return f"<Brief {self.data.id}: {self.data.title} ({len(self.html.encode('utf-8')) / 1e6:.1f} MB)>"

    @property
    def verdict(self) -> tuple[str, ...]:
        """The sentences of the page's verdict in its language, doubts in round brackets."""
        from skykeep.report.verdict import verdict

        with in_language(self.language):
            return verdict(self.data)

    def told_in(self, language: str, *, drawn: Callable[[], object] = lambda: None) -> Brief:
        """Return the same brief, not computed again, on a page in another language; ``drawn`` is called after
        each of its figures."""
        from skykeep.report.page import render_brief

        known_language(language)
        with in_language(language):
            return replace(self, html=render_brief(self.data, own=self.own, tick=drawn), language=language)

    def to_json(self) -> dict[str, Any]:
        """Return the data of the page, as ``skykeep brief --json`` prints them."""
        found: dict[str, Any] = self.data.to_json()
        return found

    def save(self, path: Path | str) -> Path:
        """Write the page and return its path; the file appears whole or not at all."""
        from skykeep.study.atomic import atomic_file

        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path) as file:
            file.write(self.html.encode("utf-8"))
        return path


@refuses_wrong_kinds
def brief(
    case: Path | str = "iraq",
    *,
    worlds: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    executor: Any = None,
    scheduler: str | None = None,
    catalogue: Catalogue | Path | str | None = None,
    language: str = "en",
    tick: Callable[[str], object] = str,
) -> Brief:
    """Return the brief of a case.

    Parameters
    ----------
    case
        Name of a shipped case, as ``iraq``, or path of a case file.
    worlds, replications, seed
        In place of what the case says.
    jobs
        Workers, all cores by default; never changes a result.
    executor, scheduler
        Who does the work, as in ``skykeep.run``.
    catalogue
        A catalogue, or a system file or folder of your own to be read beside the shipped one.
    language
        What the page is written in: ``en``, or ``ar`` for Arabic; numbers and data are the same.
    tick
        Called with a few words as the work goes on.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib (the ``report`` extra) is not installed.
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range.
    """
    import matplotlib  # noqa: F401 (a missing report extra is said before anything is computed)

    from skykeep.catalogue.records import load_records
    from skykeep.study.brief import smaller_case
    from skykeep.study.brief_case import read_brief_case

    known_language(language)
    asked = smaller_case(
        read_brief_case(str(case)),
        seed=None if seed is None else seed_asked(seed),
        worlds=None if worlds is None else count_asked("worlds", worlds),
        replications=None if replications is None else count_asked("replications", replications),
    )
    return compute_page(
        asked,
        catalogue_of(catalogue),
        records=load_records(catalogue if isinstance(catalogue, Path | str) else None),
        jobs=job_count(jobs),
        executor=executor_of(jobs, executor, scheduler),
        language=language,
        tick=tick,
    )


def compute_page(
    case: BriefCase,
    catalogue: Catalogue,
    *,
    records: Records | None = None,
    jobs: int,
    executor: Executor,
    language: str = "en",
    tick: Callable[[str], object] = str,
    computed: Callable[[], object] = lambda: None,
    drawn: Callable[[], object] = lambda: None,
) -> Brief:
    """Return the brief of a case that has been read; ``records`` as of ``compute_brief``.

    ``tick`` is called with a few words before each step of the computation, ``computed`` at its end, and
    ``drawn`` after each figure of the page.
    """
    from skykeep.report.page import render_brief
    from skykeep.study.brief import Stages, compute_brief
    from skykeep.study.own_parts import own_parts_of_case

    data = compute_brief(
        case,
        catalogue=catalogue,
        records=records,
        stages=Stages(jobs=jobs, executor=executor, tick=tick),
    )
    computed()
    own = own_parts_of_case(case, catalogue, records)
    with in_language(language):
        html = render_brief(data, own=own, tick=drawn)
    return Brief(data=data, html=html, language=language, own=own)
