"""``skykeep.export``: one raid of a scenario, a run or a run folder, as a file that other programs open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue
from skykeep.errors import UsageError
from skykeep.export.formats import DEFAULT_SPEED, Format, format_of_name, format_of_path, sender_of, writer_of
from skykeep.model import Scenario
from skykeep.study.chosen_raids import ChosenRaid
from skykeep.study.run_folder import RUN_FILE

from .kinds import refuses_wrong_kinds
from .options import RAIDS_MAX
from .replay_pages import raids_of_run, shown_of_folder
from .replays import check_raid, refuse_other_raid, stored_rows
from .run_folders import Given, read_given
from .settings import Settings
from .studied import studied

if TYPE_CHECKING:
    from skykeep.engine.scene import Scene
    from skykeep.terrain import Heightfield

    from .runs import Run

__all__ = ["Exported", "export", "scene_of"]

FIRST, ASKED = "the first raid, which need not be typical", "as asked for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written or sent: which raid, why that one, and in which format.

    ``path`` is the file, or the address that it was sent to. ``points`` counts the points of all courses,
    ``step_s`` seconds apart.
    """

    path: str
    format: str
    title: str
    opens_in: str
    scenario: str
    seed: int
    world: int
    replication: int
    chosen: str
    step_s: float
    threats: int
    interceptors: int
    points: int

    def __str__(self) -> str:
        return (
            f"{self.path}: {self.title}, for {self.opens_in}. World {self.world}, replication "
            f"{self.replication} of {self.scenario} ({self.chosen}): {self.threats} threats, "
            f"{self.interceptors} interceptors, a point every {self.step_s:g} s"
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


@refuses_wrong_kinds
def export(
    source: Run | Scenario | Path | str,
    *,
    out: Path | str | None = None,
    udp: str | None = None,
    speed: float = DEFAULT_SPEED,
    to: str | None = None,
    key: tuple[int, int] | None = None,
    step_s: float | None = None,
    seed: int | None = None,
    view: str | None = None,
    set: Settings | None = None,
    catalogue: Catalogue | Path | str | None = None,
    terrain: Heightfield | Path | str | None = None,
) -> Exported:
    """Write one raid for another program, or send it to one on this computer; return what was done.

    Threats fly as they were computed. Interceptors are launched and meet their threats when and where the
    study computes it; the line between is drawn for the eye. Every file says so, and which raid it holds.

    Parameters
    ----------
    source
        Run, run folder, path of a scenario file, name of a shipped scenario, or a ``Scenario``.
    out
        File to write.
    udp
        Instead of a file, loopback address and port of a program on this computer, as ``127.0.0.1:3000``: for
        DIS. No other address is taken.
    speed
        Seconds of the raid that are sent in a second.
    to
        Format, see ``skykeep.export.formats``; by default the one that the ending of ``out`` names.
    key
        World and replication of the raid, both from 0; by default the median raid of a run by its leakers,
        the one that its page plays; of a scenario the first one.
    step_s
        Seconds between the points of a course, from 0.05 to 600; by default 1, more for long raids.
    seed, view, set, catalogue, terrain
        As in ``skykeep.run``; with a run or a run folder they are those of the run and cannot be given.

    Raises
    ------
    UsageError
        If there is no such format or raid, or something is given that a run has already.
    ExportError
        If the file cannot be written, or the raid played again is not that of the folder's table.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     made = export("iraq-baghdad-s300pmu2-cruise", key=(1, 2), out=f"{folder}/raid.acmi")
    >>> made.title, made.threats
    ('Tacview ACMI 2.2', 24)
    """
    from skykeep.engine.scene import check_step

    form, deliver = _way_out(out, udp, speed, to)
    check_step(step_s)
    options = {"seed": seed, "view": view, "set": set, "catalogue": catalogue, "terrain": terrain}
    scene, chosen = scene_of(source, key=key, step_s=step_s, **options)
    deliver(scene)
    return Exported(
        path=str(out if udp is None else udp),
        format=form.id,
        title=form.title,
        opens_in=form.opens_in,
        scenario=scene.title,
        seed=scene.seed,
        world=scene.world,
        replication=scene.replication,
        chosen=chosen,
        step_s=scene.step_s,
        threats=sum(1 for _ in scene.of_kind("threat")),
        interceptors=sum(1 for _ in scene.of_kind("interceptor")),
        points=sum(actor.course.time_s.size for actor in scene.actors),
    )


def _way_out(
    out: Path | str | None, udp: str | None, speed: float, to: str | None
) -> tuple[Format, Callable[[Scene], object]]:
    """Return the format, and what writes or sends a raid in it; refuse what cannot be before any work."""
    if udp is not None and out is None:
        from skykeep.export.loopback import check_speed, loopback_of

        form = format_of_name(to or "dis")
        address = loopback_of(udp)
        check_speed(speed)
        return form, partial(sender_of(form), to=address, speed=speed)
    if out is None or udp is not None:
        raise UsageError("give out, a file to write, or udp, an address of this computer: one of them")
    path = Path(out)
    form = format_of_path(path) if to is None else format_of_name(to)
    _check_ending(path, form)
    return form, lambda scene: writer_of(form)(scene, path)


def _check_ending(path: Path, form: Format) -> None:
    """Raise UsageError if a format is not written under such a name."""
    if not path.name.lower().endswith(form.endings):
        raise UsageError(f"{path}: {form.title} is written as {' or '.join(form.endings)}; give such a name")


def scene_of(
    source: Run | Scenario | Path | str,
    *,
    key: tuple[int, int] | None = None,
    step_s: float | None = None,
    **options: Any,
) -> tuple[Scene, str]:
    """Return one raid as a scene, and in words why that one; arguments and errors as in :func:`export`."""
    from .runs import Run

    given = {name: value for name, value in options.items() if value is not None}
    folder = None
    if isinstance(source, str | Path) and (Path(source) / RUN_FILE).is_file():
        folder = Path(source)
    if not isinstance(source, Run) and folder is None:
        return _of_scenario(source, key, step_s, options)
    if given:
        raise UsageError(f"{source}: is a run, which says {', '.join(given)} itself: leave it out")
    if isinstance(source, Run):
        median = raids_of_run(source)[0] if key is None else None
        return _of_run(source._given, median, key, step_s, None)
    assert folder is not None
    median = shown_of_folder(folder)[0] if key is None else None
    return _of_run(read_given(folder), median, key, step_s, folder)


def _of_scenario(
    source: Scenario | Path | str,
    key: tuple[int, int] | None,
    step_s: float | None,
    options: dict[str, Any],
) -> tuple[Scene, str]:
    """Return one raid of a scenario."""
    from skykeep.study.prepare import prepare
    from skykeep.study.raid_scene import raid_scene

    world, replication = key or (0, 0)
    for name, number in (("world", world), ("replication", replication)):
        if not 0 <= number < RAIDS_MAX:
            raise UsageError(f"{name} {number}: must be a whole number from 0 to {RAIDS_MAX - 1}")
    nothing = {"catalogue": None, "terrain": None, "set": None}
    asked = studied(source, **{**nothing, **options, "worlds": world + 1, "keep_design": True})
    prepared = prepare(asked.scenario, asked.catalogue, terrain=asked.ground)
    scene = raid_scene(prepared, asked.catalogue, world, replication, step_s=step_s)
    return scene, FIRST if key is None else ASKED


def _of_run(
    given: Given,
    median: ChosenRaid | None,
    key: tuple[int, int] | None,
    step_s: float | None,
    folder: Path | None,
) -> tuple[Scene, str]:
    """Return one raid of a run, checked against its table where that is in a folder."""
    from skykeep.study.raid_scene import raid_scene

    given.refuse_other_version()
    chosen = ASKED
    if key is None:
        assert median is not None
        key, chosen = median.key, median.why
    check_raid(given, *key)
    scene = raid_scene(given.compiled(), given.catalogue, *key, step_s=step_s)
    stored = None if folder is None else stored_rows(folder, *key)
    if stored is not None:
        told = [(each.id, each.end, each.begins_s, each.ends_s) for each in scene.of_kind("threat")]
        names = ("threat", "outcome", "start_s", "ended_s")
        refuse_other_raid(told, [tuple(row[name] for name in names) for row in stored], *key, folder=folder)
    return scene, chosen
