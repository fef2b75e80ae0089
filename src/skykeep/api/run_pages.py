"""The page of a run as a file: answer, dots, chosen raids and the map in one HTML file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from skykeep.catalogue import Catalogue
from skykeep.errors import ExportError
from skykeep.language import in_language, known_language
from skykeep.model import Scenario
from skykeep.study.chosen_raids import raids_shown

from .asked import Asked
from .coverage_maps import UNITS_MOST, coverage_map
from .coverages import compute_cases, coverage_cases
from .options import job_count
from .replays import Replay

if TYPE_CHECKING:
    from skykeep.study.map_data import MapData
    from skykeep.study.replay_data import ReplayData
    from skykeep.terrain import Heightfield

    from .run_folders import Given
    from .tables import Table

__all__ = ["BYTES_MOST", "STEPS", "run_html_page", "write_run_page"]

BYTES_MOST = 2_000_000
"""A page is sent by mail: where it would be larger it plays fewer raids."""
HEIGHTS_AGL_M = (100.0, 1000.0, 10_000.0)
"""Heights of the map with limits; the heights between are at best figures."""
FALLS = (
    "All of this raid falls from above, which no map of one height shows. This one tells of a cruise missile "
    "below 1 km and a fighter from there."
)
STEPS = 3
"""Steps of making a page: its raids, its map, the page itself."""


class PlayedRun(Protocol):
    """A run, as ``skykeep.run`` returns it."""

    _given: Given
    replications: int

    @property
    def raids(self) -> Table:
        """One row for each raid, in order of (world, replication)."""

    @property
    def scenario_object(self) -> Scenario:
        """The scenario that was run."""

    def to_json(self) -> dict[str, Any]:
        """Return its summary."""

    def replay(self, *, world: int, replication: int) -> Replay:
        """Return one of its raids told."""


def write_run_page(
    run: PlayedRun, path: Path, *, language: str = "en", tick: Callable[[str], object] = str
) -> Path:
    """Write the page of a run in a language and return where it is; ``tick`` is called before each of
    :data:`STEPS`, with words for it.

    Raises
    ------
    UsageError
        If no page speaks the language.
    ExportError
        If the file cannot be written, or matplotlib is not installed; what was there stays.
    """
    from skykeep.study.atomic import atomic_file

    try:
        content = run_html_page(run, language=language, tick=tick).encode("utf-8")
    except ModuleNotFoundError as missing:
        raise ExportError(f"no page without {missing.name}: pip install 'skykeep[report]'") from missing
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path) as file:
            file.write(content)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from None
    return path


def run_html_page(
    run: PlayedRun,
    *,
    bytes_most: int = BYTES_MOST,
    language: str = "en",
    tick: Callable[[str], object] = str,
) -> str:
    """Return the page of a run; where it would be larger than ``bytes_most`` it plays fewer raids, the median
    one at least."""
    from skykeep.report.run_page import RunPage, render_run

    known_language(language)
    tick("chosen raids")
    keys, told = _chosen(run)
    tick("map")
    shown, off_map = _map(run, told[0][1].terrain)
    tick("page")
    while True:
        with in_language(language):
            page = render_run(
                RunPage(
                    summary=run.to_json(),
                    keys=keys,
                    replay=_replay_data(told),
                    map=shown,
                    off_map=off_map,
                    sources=_sources(run),
                    own=told[0][1].own,
                )
            )
        if len(told) == 1 or len(page.encode("utf-8")) <= bytes_most:
            return page
        told = told[:-1]


def _chosen(run: PlayedRun) -> tuple[list[tuple[int, int]], list[tuple[Any, Replay]]]:
    """Return the key of each dot, and the raids that are played: of the dots, or of all raids where there are
    none."""
    has_dots = bool(run.to_json().get("hundred_raids"))
    keys, chosen = raids_shown(run.raids.to_arrow(), dots=has_dots)
    return keys, [(each, run.replay(world=each.world, replication=each.replication)) for each in chosen]


def _replay_data(told: Sequence[tuple[Any, Replay]]) -> ReplayData:
    """Return what a page shows of some raids."""
    from skykeep.study.replay_data import RaidTold, replay_data

    raids = [
        RaidTold(
            chosen=chosen,
            scene=found.scene,
            threats=found.threats.to_pylist(),
            moments=found.moments.to_pylist(),
        )
        for chosen, found in told
    ]
    return replay_data(raids, told[0][1].terrain)


def _map(run: PlayedRun, terrain: Heightfield) -> tuple[MapData | None, str]:
    """Return the map of the fire units of a defence against what flies in its raid, with whom it leaves out
    and what it tells of a raid that falls; or no map and why."""
    scenario: Scenario = run.scenario_object
    count = len(scenario.fire_units)
    if count > UNITS_MOST:
        return None, (
            f"{count} fire units defend here; a page maps {UNITS_MOST} at most. skykeep coverage of the "
            "scenario tells of each, and what they cover together."
        )
    from skykeep.study.raid_heights import main_height_m, main_threat

    catalogue: Catalogue = run._given.catalogue
    target = main_threat(scenario.raid, catalogue)
    cases, _ = coverage_cases(scenario, catalogue, Asked(heights_agl_m=HEIGHTS_AGL_M, target=target))
    found = compute_cases(cases[:count], terrain, catalogue, jobs=job_count(None))
    shown = coverage_map(found.units, found._origins, main_height_m(scenario.raid, catalogue))
    if shown is None:
        return None, "No fire unit engages anything, so there is nothing to map."
    mapped = {unit.name for unit in shown.units}
    left_out = [unit.id for unit in scenario.fire_units if unit.id not in mapped]
    told = [f"Not on the map, as they engage nothing: {', '.join(left_out)}."] if left_out else []
    return shown, " ".join([*told, *([FALLS] if target is None else [])])


def _sources(run: PlayedRun) -> Any:
    """Return the sources of the figures of every system, threat class and condition of a run."""
    from skykeep.study.brief_figures import figure_rows, source_rows

    scenario, catalogue = run.scenario_object, run._given.catalogue
    systems = [catalogue.system(name) for name in dict.fromkeys(each.system for each in scenario.fire_units)]
    return source_rows(catalogue.sources, figure_rows(catalogue, systems, [scenario.raid]))
