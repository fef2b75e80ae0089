"""``skykeep.replay``: one raid told threat by threat, of a scenario, a run or a run folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from skykeep.catalogue import Catalogue
from skykeep.errors import ExportError, UsageError
from skykeep.model import Scenario
from skykeep.study.run_folder import RUN_FILE

from .kinds import refuses_wrong_kinds
from .option_raids import option_raid
from .options import RAIDS_MAX
from .run_folders import Given, read_given
from .settings import Settings
from .studied import studied
from .tables import Table

if TYPE_CHECKING:
    from skykeep.engine import Story
    from skykeep.engine.scene import Scene
    from skykeep.scenario.setting_values import Value
    from skykeep.study.own_parts import OwnParts
    from skykeep.study.prepare import Prepared
    from skykeep.terrain import Heightfield

__all__ = [
    "COMPARED",
    "Replay",
    "check_raid",
    "check_suffix",
    "refuse_other_raid",
    "replay",
    "replay_given",
    "replay_of_folder",
    "stored_rows",
]

TABLES, PAGE = (".parquet", ".csv"), ".html"

COMPARED = ("threat", "outcome", "reason", "shots", "start_s", "ended_s")
"""What a raid played again must share with the table of its run."""


class Played(NamedTuple):
    """What a raid was played with; ``called`` is what the user called its scenario or case."""

    prepared: Prepared
    catalogue: Catalogue
    called: str
    settings: Mapping[str, Value]


class Replay:
    """One raid told: ``threats`` has one row for each of them, ``moments`` one row for all that happened.

    ``decisive`` are the moments at which it was decided, each with its reason and rank; ``scene`` is the raid
    laid out in space and time. ``str(replay)`` is the whole story in words, ``save(path)`` writes it.
    """

    __slots__ = ("_played", "_scene", "moments", "name", "replication", "seed", "threats", "world")

    world: int
    replication: int
    seed: int
    name: str
    threats: Table
    moments: Table
    _played: Played
    _scene: Scene | None

    def __init__(self, story: Story, played: Played) -> None:
        scenario = played.prepared.compiled.scenario
        values: dict[str, Any] = {
            "_played": played,
            "_scene": None,
            "world": story.world,
            "replication": story.replication,
            "seed": scenario.study.seed,
            "name": scenario.name,
            "threats": Table(story.threats),
            "moments": Table(story.moments),
        }
        for key, value in values.items():
            object.__setattr__(self, key, value)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{name!r} cannot be set: results are frozen")

    def __repr__(self) -> str:
        return f"<Replay of {self.name}, world {self.world}, replication {self.replication}: {self.said()}>"

    def __str__(self) -> str:
        return "\n".join(self.lines())

    @property
    def scene(self) -> Scene:
        """The raid laid out in space and time, made when it is first asked for."""
        if self._scene is None:
            from skykeep.study.raid_scene import raid_scene

            scene = raid_scene(self._played.prepared, self._played.catalogue, self.world, self.replication)
            object.__setattr__(self, "_scene", scene)
        assert self._scene is not None
        return self._scene

    @property
    def terrain(self) -> Heightfield:
        """The ground that the raid was computed on."""
        return self._played.prepared.compiled.terrain

    @property
    def own(self) -> OwnParts:
        """What of the raid did not ship with skykeep."""
        from skykeep.study.own_parts import own_parts_of_scenario

        prepared, catalogue, called, settings = self._played
        return own_parts_of_scenario(prepared.compiled.scenario, catalogue, called=called, settings=settings)

    @property
    def decisive(self) -> list[dict[str, Any]]:
        """The moments at which the raid was decided, in order of time; ``rank`` 1 is the most decisive."""
        from skykeep.engine.scene import decisive_moments
        from skykeep.report.decisive_words import decisive_rows

        return decisive_rows(decisive_moments(self.scene), self.scene, self.threats.to_pylist())

    def said(self) -> str:
        """Return what became of the raid in a sentence or three."""
        from skykeep.report.story_words import raid_sentences

        return " ".join(raid_sentences(self.threats.to_pylist()))

    def lines(self, *, threat: str | None = None) -> list[str]:
        """Return the story as lines of text, of every threat or of those that ``chosen`` gives.

        Raises
        ------
        UsageError
            If no threat's id holds it.
        """
        from skykeep.report.story_words import ending_words, moment_cells

        found = [
            f"{self.name}, seed {self.seed}, world {self.world}, replication {self.replication}",
            self.said(),
            "",
            *(f"{each['time_s']:>9.1f} s  {each['title']}: {each['reason']}" for each in self.decisive),
        ]
        for row in self.chosen(threat):
            found += ["", f"{row['threat']}: {ending_words(row)}"]
            for moment in self.moments_of(row["threat"]):
                time, what, by, ground, agl, alt = moment_cells(moment)
                where = f"{ground} km away, {agl} m above ground, {alt} m above sea level" if ground else ""
                found.append("  ".join((f"{time:>9} s", f"{what:<34}", f"{by:<20}", where)).rstrip())
        return found

    def chosen(self, threat: str | None = None) -> list[dict[str, Any]]:
        """Return the row of the threat of that id, else of those whose id ends so after a slash, else of all
        whose id holds ``threat``; every row by default.

        Raises
        ------
        UsageError
            If there is none.
        """
        rows = self.threats.to_pylist()
        if threat is None:
            return rows
        exact = [row for row in rows if f"/{row['threat']}".endswith(f"/{threat}")]
        found = [row for row in exact if row["threat"] == threat] or exact
        found = found or [row for row in rows if threat in row["threat"]]
        if not found:
            raise UsageError(
                f"threat {threat!r}: no threat's id holds this; ids are as {rows[0]['threat']}, "
                f"{rows[-1]['threat']}"
            )
        return found

    def moments_of(self, threat: str) -> list[dict[str, Any]]:
        """Return what happened to one threat, in order of time."""
        return [row for row in self.moments.to_pylist() if row["threat"] == threat]

    def to_json(self) -> dict[str, Any]:
        """Return the story as plain data: each threat with its moments."""
        moments: dict[str, list[dict[str, Any]]] = {}
        for row in self.moments.to_pylist():
            moments.setdefault(row.pop("threat"), []).append(row)
        return {
            "scenario": self.name,
            "seed": self.seed,
            "world": self.world,
            "replication": self.replication,
            "said": self.said(),
            "decisive": self.decisive,
            "threats": [row | {"moments": moments[row["threat"]]} for row in self.threats.to_pylist()],
        }

    def save(self, path: Path | str) -> Path:
        """Write a page that plays the raid as ``.html``, the moments as ``.parquet`` or ``.csv``, the whole
        story as ``.json`` or ``.txt``.

        Raises
        ------
        UsageError
            If the name ends in something else.
        ExportError
            If the file cannot be written.
        """
        from skykeep.study.atomic import atomic_file

        path = Path(path)
        check_suffix(path)
        if path.suffix in TABLES:
            return self.moments.save(path)
        if path.suffix == PAGE:
            from .page_files import asked_raid, write_page

            write_page(path, [(asked_raid(self.world, self.replication), self)])
            return path
        is_json = path.suffix == ".json"
        text = json.dumps(self.to_json(), indent=2, ensure_ascii=False) if is_json else str(self)
        try:
            with atomic_file(path) as file:
                file.write(f"{text}\n".encode())
        except OSError as error:
            raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from None
        return path

    def _repr_html_(self) -> str:
        from skykeep.report.story_words import moment_cells

        from .html import grid_html

        head = ("threat", "time, s", "what", "by", "range, km", "height above ground, m", "altitude, m")
        rows = [(row["threat"], *moment_cells(row)) for row in self.moments.to_pylist()]
        return grid_html(self.said(), head, rows)


def check_suffix(path: Path) -> None:
    """Raise UsageError if a replay cannot be written under such a name."""
    if path.suffix not in (*TABLES, ".json", ".txt", PAGE):
        raise UsageError(
            f"{path}: a replay is written as .html, .parquet, .csv, .json or .txt; give a name that ends so"
        )


@refuses_wrong_kinds
def replay(
    source: Scenario | Path | str,
    *,
    world: int = 0,
    replication: int = 0,
    option: str | None = None,
    seed: int | None = None,
    view: str | None = None,
    set: Settings | None = None,
    catalogue: Catalogue | Path | str | None = None,
    terrain: Heightfield | Path | str | None = None,
) -> Replay:
    """Return one raid told threat by threat: the raid that a run of the same scenario and seed has there.

    Parameters
    ----------
    source
        Run folder, path of a scenario file, name of a shipped scenario, or a ``Scenario``.
    world, replication
        Which raid, both from 0.
    option
        With the name of a shipped case, or the path of a case file, as ``source``: the id of one of its
        options, in the raid whose dots its brief draws.
    seed, view, set, catalogue, terrain
        As in ``skykeep.run``; with a run folder they are those of its run and cannot be given.

    Raises
    ------
    UsageError
        If there is no such raid, or something is given that a run folder has already.
    ExportError
        If the raid played again is not that of the folder's table.

    Examples
    --------
    >>> told = replay("iraq-baghdad-s300pmu2-cruise", world=1, replication=2)
    >>> len(told.threats)
    24
    """
    for name, number in (("world", world), ("replication", replication)):
        if not 0 <= number < RAIDS_MAX:
            raise UsageError(f"{name} {number}: must be a whole number from 0 to {RAIDS_MAX - 1}")
    called = source.id if isinstance(source, Scenario) else str(source)
    if option is not None:
        source = option_raid(source, option, catalogue)
    if isinstance(source, str | Path) and (Path(source) / RUN_FILE).is_file():
        options = {"seed": seed, "view": view, "set": set, "catalogue": catalogue, "terrain": terrain}
        if given := [name for name, value in options.items() if value is not None]:
            raise UsageError(f"{source}: is a run folder, which says {', '.join(given)} itself: leave it out")
        return replay_of_folder(Path(source), read_given(Path(source)), world, replication)
    asked = studied(
        source,
        catalogue=catalogue,
        terrain=terrain,
        set=set,
        worlds=world + 1,
        seed=seed,
        view=view,
        keep_design=True,
    )
    from skykeep.study.prepare import prepare

    prepared = prepare(asked.scenario, asked.catalogue, terrain=asked.ground)
    return _told(Played(prepared, asked.catalogue, called, asked.settings), world, replication)


def replay_given(given: Given, world: int, replication: int) -> Replay:
    """Return one raid of a run told.

    Raises
    ------
    UsageError
        If the run has no such raid.
    """
    given.refuse_other_version()
    check_raid(given, world, replication)
    played = Played(given.compiled(), given.catalogue, given.record["scenario"], given.settings)
    return _told(played, world, replication)


def check_raid(given: Given, world: int, replication: int) -> None:
    """Raise UsageError if a run has no such raid."""
    study = given.scenario.study
    if not (0 <= world < study.worlds and 0 <= replication < study.replications):
        raise UsageError(
            f"the run has no raid with world {world} and replication {replication}: worlds go from 0 to "
            f"{study.worlds - 1}, replications from 0 to {study.replications - 1}"
        )


def _told(played: Played, world: int, replication: int) -> Replay:
    """Return one raid of a compiled scenario told."""
    from skykeep.engine import tell_raid

    story = tell_raid(played.prepared.case, world, replication, legend=played.prepared.legend)
    return Replay(story, played)


def replay_of_folder(folder: Path, given: Given, world: int, replication: int) -> Replay:
    """Return one raid of a run folder told, checked against the folder's table; ``given`` is what it was
    computed from."""
    found = replay_given(given, world, replication)
    stored = stored_rows(folder, world, replication)
    told = found.threats.to_arrow().select(COMPARED).to_pylist()
    if stored is not None:
        refuse_other_raid(told, stored, world, replication, folder=folder)
    return found


def refuse_other_raid(
    told: Any, stored: Any, world: int, replication: int, *, folder: Path | None = None
) -> None:
    """Raise ExportError if a raid played again is not that of the table of its run."""
    if told != stored:
        where, whose = ("the run", "its") if folder is None else (str(folder), "the folder's")
        raise ExportError(
            f"{where}: the raid with world {world} and replication {replication} comes out otherwise than "
            f"{whose} table says; it was computed with other figures, elevation data or versions. Run it "
            "again, or replay the scenario itself"
        )


def stored_rows(folder: Path, world: int, replication: int) -> list[dict[str, Any]] | None:
    """Return the rows of a raid in the folder's table of threats, None if they are not there."""
    import pyarrow.parquet as pq

    path = folder / "threats.parquet"
    if not path.is_file():
        return None
    key = [("world", "=", world), ("replication", "=", replication)]
    rows: list[dict[str, Any]] = pq.read_table(path, filters=key, columns=list(COMPARED)).to_pylist()
    return rows or None
