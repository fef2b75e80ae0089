"""``skykeep.backtest``: what was predicted against what is on record, as a frozen result with a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue
from skykeep.errors import UsageError
from skykeep.plurals import counted

from .backtest_table import backtest_table
from .executing import executor_of
from .inputs import catalogue_of
from .kinds import refuses_wrong_kinds
from .options import count_asked, seed_asked
from .records import Record
from .tabled import Tabled
from .tables import Table

if TYPE_CHECKING:
    from skykeep.study.backtest.played import Budget
    from skykeep.study.executors import Executor

__all__ = ["REPLICATIONS", "WORLDS", "Backtest", "backtest"]

WORLDS, REPLICATIONS = 100, 4
"""Worlds, and raids in each, by default: worlds tell more than raids."""
ALL, NONE = "all", "none"
"""What may be asked for in place of events."""


class Backtest(Tabled):
    """What was predicted against what is on record.

    ``failures`` stand first: where a simulation fails the ``rule``, and in what; ``passes`` and
    ``not_judged`` likewise. ``comparisons`` holds every score of each class, measure and reading, ``events``
    where each claim about a single raid lies, ``record`` what the folders held (None without one),
    ``record_by_quarter`` the sums that are shipped.
    """

    __slots__ = ()

    state: str
    failures: tuple[Record, ...]
    passes: tuple[Record, ...]
    not_judged: tuple[Record, ...]
    comparisons: tuple[Record, ...]
    events: tuple[Record, ...]
    record: Record | None
    seed: int

    def __repr__(self) -> str:
        return (
            f"<Backtest: {len(self.failures)} failures, {len(self.passes)} passes, "
            f"{len(self.not_judged)} not judged, {len(self.events)} events>"
        )

    @property
    def finished(self) -> str:
        """What there is, in words: all of it, unless Ctrl-C ended it."""
        classes, events = counted(len(self["classes"]), "class"), counted(self["events_asked"], "event")
        return f"{classes} of the record, {len(self.events)} of {events}"

    @property
    def table(self) -> Table:
        """One row for each score of each law in each stratum, and for each claim about an event."""
        return backtest_table(self.to_json())

    def plot(self, path: Path | str) -> Path:
        """Draw places, covers and reliability of each class, and the claims about events; return the path.

        Raises
        ------
        UsageError
            If the name ends in none of .png, .svg and .pdf.
        ModuleNotFoundError
            If matplotlib (the ``report`` extra) is not installed.
        """
        from skykeep.report.backtest_chart import write_backtest_chart

        return write_backtest_chart(self.to_json(), Path(path))


@refuses_wrong_kinds
def backtest(
    records: Sequence[Path | str] | Path | str = (),
    *,
    events: Sequence[str] | str = ALL,
    split: date | str | None = None,
    worlds: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    executor: Any = None,
    scheduler: str | None = None,
    catalogue: Catalogue | Path | str | None = None,
    keep_on_stop: bool = False,
    tick: Callable[[], object] = lambda: None,
) -> Backtest:
    """Return how the simulation does against what is on record: raids of bulletins, and single events.

    Every day of a record is predicted as a law of how many of the launched are stopped, from all raids of all
    worlds and every alternative of a stylised defence, and scored beside simple laws of the record itself.
    Events are replayed, and rival claims placed in the band of their raids.

    Parameters
    ----------
    records
        Folders with files named as ``*windows*.csv``: a row for each class and bulletin, with the columns
        date, threat_class, launched, shot_down, lost_or_jammed.
    events
        Ids of shipped events or files of the same form, ``all``, or ``none``.
    split
        Last day that may be fitted, 2024-06-30 by default; later days are predicted.
    worlds, replications
        Joint draws of the figures, 100 by default, and raids in each, 4.
    seed, jobs, executor, scheduler, catalogue, keep_on_stop, tick
        As in ``skykeep.saturate``.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there, or a record cannot be read.

    Examples
    --------
    >>> found = backtest(events="abqaiq-2019", worlds=4, replications=1, seed=1)
    >>> found.events[0].claims[0].stopped
    (0, 0)
    """
    from skykeep.study.backtest.events import read_event, shipped_events
    from skykeep.study.backtest.judge import RULE
    from skykeep.study.backtest.quarters import quarterly_record, quarterly_source
    from skykeep.study.backtest.record_study import SPLIT, backtest_records
    from skykeep.study.backtest.windows import read_windows

    folders = [Path(each) for each in ([records] if isinstance(records, str | Path) else records)]
    names = _event_names([events] if isinstance(events, str) else list(events), list(shipped_events()))
    asked = [read_event(name) for name in names]
    last = SPLIT if split is None else _day(split)
    windows = read_windows(folders) if folders else None
    if windows is None and not asked:
        raise UsageError("backtest: nothing to do; give a folder of records, or events other than none")
    shelf = catalogue_of(catalogue)
    budget = _budget(worlds, replications, seed, executor_of(jobs, executor, scheduler), tick)
    study = None
    if windows is not None:
        study = backtest_records(windows, shelf, budget, split=last, keep_on_stop=keep_on_stop)
    replayed: list[dict[str, Any]] = []
    interrupted = study is not None and study.interrupted
    if not interrupted:
        replayed, interrupted = _replayed(asked, shelf, budget, study is not None, keep_on_stop)
    comparisons = [] if study is None else study.comparisons
    return Backtest(
        {
            "state": "partial" if interrupted else "complete",
            **_verdicts(comparisons),
            "rule": RULE,
            "events": replayed,
            "comparisons": comparisons,
            "classes": [] if study is None else study.classes,
            "record": None if study is None else study.facts,
            "record_by_quarter": list(quarterly_record()),
            "record_by_quarter_source": quarterly_source(),
            "events_asked": len(asked),
            "worlds": budget.worlds,
            "replications": budget.replications,
            "seed": budget.seed,
            "view": "balanced",
            "warnings": list(_warnings(study is not None, budget.worlds, budget.replications)),
        }
    )


def _event_names(asked: list[str], shipped: list[str]) -> list[str]:
    """Return the events that are asked for, each once."""
    if ALL in asked:
        return shipped
    if NONE in asked:
        if len(asked) > 1:
            raise UsageError("events: none and an event are asked for together; give one of them")
        return []
    return list(dict.fromkeys(asked))


def _day(given: date | str) -> date:
    """Return a day."""
    try:
        return given if isinstance(given, date) else date.fromisoformat(given)
    except ValueError:
        raise UsageError(f"split {given!r}: must be a day as 2024-06-30") from None


def _budget(
    worlds: int | None,
    replications: int | None,
    seed: int | None,
    executor: Executor,
    tick: Callable[[], object],
) -> Budget:
    """Return how much is played, and by whom."""
    from skykeep.compiler.cache import process_cache
    from skykeep.study.backtest.played import Budget

    return Budget(
        worlds=WORLDS if worlds is None else count_asked("worlds", worlds),
        replications=REPLICATIONS if replications is None else count_asked("replications", replications),
        seed=1 if seed is None else seed_asked(seed),
        executor=executor,
        cache=process_cache(),
        tick=tick,
    )


def _replayed(
    asked: Sequence[Any], shelf: Catalogue, budget: Budget, some_done: bool, keep_on_stop: bool
) -> tuple[list[dict[str, Any]], bool]:
    """Return the events that were replayed, and whether Ctrl-C ended it."""
    from skykeep.study.backtest.event_study import replay_event

    found: list[dict[str, Any]] = []
    try:
        for event in asked:
            found.append(replay_event(event, shelf, budget))
    except KeyboardInterrupt:
        if not keep_on_stop or not (found or some_done):
            raise
        return found, True
    return found, False


def _verdicts(comparisons: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return every verdict by how it came out, with what it is about."""
    found: dict[str, list[dict[str, Any]]] = {"failures": [], "passes": [], "not_judged": []}
    names = {False: "failures", True: "passes", None: "not_judged"}
    for comparison in comparisons:
        about = {name: comparison[name] for name in ("record_class", "measure", "reading")}
        for verdict in comparison["verdicts"]:
            found[names[verdict["passed"]]].append(about | verdict)
    return found


def _warnings(with_records: bool, worlds: int, replications: int) -> list[dict[str, str]]:
    """Return what every answer repeats, and that few raids were played where they were."""
    few = [
        {
            "name": "few_raids",
            "text": f"Bands rest on {counted(worlds, 'world')} of {counted(replications, 'raid')} alone, "
            f"fewer than the {WORLDS} of {REPLICATIONS} that are played by default: their ends are rough.",
        }
    ]
    found = few if worlds * replications < WORLDS * REPLICATIONS else []
    found += [
        {
            "name": "claims",
            "text": "What is on record is what one side or one observer said. Nothing of it is ground truth, "
            "and to lie inside a band is no proof of a model.",
        },
        {
            "name": "stylised",
            "text": "Defences are stylised and assumed: systems of the catalogue at the centres of cities, "
            "never positions, numbers or mixes of real units.",
        },
    ]
    if with_records:
        found.append(
            {
                "name": "bulletins",
                "text": "Bulletins name mass raids on defended cities; they leave out most missiles that "
                "were fired at towns near a front.",
            }
        )
    return found
