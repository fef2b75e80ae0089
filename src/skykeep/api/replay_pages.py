"""``skykeep.replay_page``: chosen raids of a scenario, a run or a run folder, played in one HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue
from skykeep.errors import UsageError
from skykeep.language import known_language
from skykeep.model import Scenario
from skykeep.study.atomic import read_json
from skykeep.study.chosen_raids import ChosenRaid, raids_shown
from skykeep.study.run_folder import RUN_FILE, SUMMARY_FILE

from .kinds import refuses_wrong_kinds
from .page_files import ReplayPage, asked_raid, write_page
from .replays import PAGE, replay, replay_given, replay_of_folder
from .run_folders import read_given
from .settings import Settings

if TYPE_CHECKING:
    from skykeep.terrain import Heightfield

    from .runs import Run

__all__ = ["raids_of_run", "replay_page", "shown_of_folder"]

FIRST = ChosenRaid("first", 0, 0, "the first one, which need not be typical")


@refuses_wrong_kinds
def replay_page(
    source: Run | Scenario | Path | str,
    *,
    out: Path | str,
    keys: Sequence[tuple[int, int]] = (),
    option: str | None = None,
    seed: int | None = None,
    view: str | None = None,
    set: Settings | None = None,
    catalogue: Catalogue | Path | str | None = None,
    terrain: Heightfield | Path | str | None = None,
    language: str = "en",
) -> ReplayPage:
    """Write a page that plays chosen raids in three dimensions, and return what was written.

    The page is one file that asks nothing of any network: relief, threats, interceptors, radars and channels
    over time, the moments that decided each raid, and the story in words.

    Parameters
    ----------
    source
        Run, run folder, path of a scenario file, name of a shipped scenario, or a ``Scenario``.
    out
        File to write, ending in ``.html``.
    keys
        World and replication of each raid, all from 0; by default the median raid of a run by its leakers,
        the worst and the best, those that the page of the run plays; of a scenario the first raid.
    option
        As in ``skykeep.replay``.
    seed, view, set, catalogue, terrain
        As in ``skykeep.run``; with a run or a run folder they are those of the run and cannot be given.
    language
        What the page is written in: ``en``, or ``ar`` for Arabic; the raids are the same.

    Raises
    ------
    UsageError
        If there is no such raid, or something is given that a run has already, or the name ends otherwise.
    ExportError
        If the file cannot be written, or a raid played again is not that of the folder's table.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     page = replay_page("iraq-baghdad-s300pmu2-cruise", keys=[(1, 2)], out=f"{folder}/raid.html")
    >>> [(raid.world, raid.replication) for raid in page.raids]
    [(1, 2)]
    """
    from .runs import Run

    known_language(language)
    path = Path(out)
    if path.suffix != PAGE:
        raise UsageError(f"{path}: a page is written as {PAGE}; give a name that ends so")
    options = {"seed": seed, "view": view, "set": set, "catalogue": catalogue, "terrain": terrain}
    asked = [asked_raid(*key) for key in dict.fromkeys(keys)]
    if option is None and isinstance(source, Run):
        _refuse_given("the run", options)
        chosen = asked or raids_of_run(source)
        told = [replay_given(source._given, *each.key) for each in chosen]
    elif option is None and isinstance(source, str | Path) and (Path(source) / RUN_FILE).is_file():
        _refuse_given(str(source), options)
        folder = Path(source)
        chosen = asked or shown_of_folder(folder)
        given = read_given(folder)
        told = [replay_of_folder(folder, given, *each.key) for each in chosen]
    else:
        chosen = asked or [FIRST]
        told = [
            replay(source, option=option, world=each.world, replication=each.replication, **options)  # type: ignore[arg-type]
            for each in chosen
        ]
    return write_page(path, list(zip(chosen, told, strict=True)), language=language)


def _refuse_given(what: str, options: dict[str, Any]) -> None:
    """Raise UsageError if something was given that a run says itself."""
    if given := [name for name, value in options.items() if value is not None]:
        raise UsageError(f"{what}: is a run, which says {', '.join(given)} itself: leave it out")


def raids_of_run(run: Run) -> tuple[ChosenRaid, ...]:
    """Return the median, worst and best raid of a run that its page plays too."""
    return raids_shown(run.raids.to_arrow(), dots=bool(run.to_json().get("hundred_raids")))[1]


def shown_of_folder(folder: Path) -> tuple[ChosenRaid, ...]:
    """Return the median, worst and best raid of a run folder that the page of its run plays too.

    Raises
    ------
    UsageError
        If its run has none yet.
    """
    summary = read_json(folder / SUMMARY_FILE)
    dots = isinstance(summary, dict) and bool(summary.get("hundred_raids"))
    return raids_shown(_raids_of_folder(folder), dots=dots)[1]


def _raids_of_folder(folder: Path) -> Any:
    """Return the table of the raids of a run folder.

    Raises
    ------
    UsageError
        If its run has none yet.
    """
    import pyarrow.parquet as pq

    table = folder / "raids.parquet"
    if not table.is_file():
        raise UsageError(
            f"{folder}: its run has no raids yet; give a key, or finish it with skykeep run --resume"
        )
    return pq.ParquetFile(table).read(use_threads=False)
