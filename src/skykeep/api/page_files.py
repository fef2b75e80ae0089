"""The page of a replay as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from skykeep.errors import ExportError
from skykeep.language import in_language
from skykeep.study.chosen_raids import ChosenRaid

from .tables import Table

if TYPE_CHECKING:
    from skykeep.engine.scene import Scene
    from skykeep.study.own_parts import OwnParts
    from skykeep.terrain import Heightfield

__all__ = ["RaidShown", "ReplayPage", "asked_raid", "write_page"]


class Told(Protocol):
    """A raid told, as ``skykeep.replay`` returns it."""

    threats: Table
    moments: Table

    @property
    def scene(self) -> Scene:
        """The raid laid out in space and time."""

    @property
    def terrain(self) -> Heightfield:
        """The ground that it was computed on."""

    @property
    def own(self) -> OwnParts:
        """What of it did not ship with skykeep."""


def asked_raid(world: int, replication: int) -> ChosenRaid:
    """Return a raid that was asked for by its key."""
    return ChosenRaid("asked", world, replication, "as asked for")


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidShown:
    """A raid of a page: its key, what it is called, and why it was chosen."""

    part: str
    world: int
    replication: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayPage:
    """A page that was written: where, how large, and which raids it plays."""

    path: str
    bytes: int
    raids: tuple[RaidShown, ...]

    def __str__(self) -> str:
        told = "; ".join(
            f"{raid.part}: world {raid.world}, replication {raid.replication} ({raid.why})"
            for raid in self.raids
        )
        return f"{self.path} ({self.bytes / 1e6:.2f} MB): {told}"

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def write_page(path: Path, raids: Sequence[tuple[ChosenRaid, Told]], *, language: str = "en") -> ReplayPage:
    """Write the page of some raids of one scenario in a language.

    Raises
    ------
    ExportError
        If the file cannot be written; what was there stays.
    """
    from skykeep.report.replay_page import render_replay
    from skykeep.study.atomic import atomic_file
    from skykeep.study.replay_data import RaidTold, replay_data

    told = [
        RaidTold(
            chosen=chosen,
            scene=found.scene,
            threats=found.threats.to_pylist(),
            moments=found.moments.to_pylist(),
        )
        for chosen, found in raids
    ]
    first = raids[0][1]
    with in_language(language):
        content = render_replay(replay_data(told, first.terrain), first.own).encode("utf-8")
    try:
        with atomic_file(path) as file:
            file.write(content)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from None
    return ReplayPage(
        path=str(path),
        bytes=len(content),
        raids=tuple(
            RaidShown(part=each.name, world=each.world, replication=each.replication, why=each.why)
            for each, _ in raids
        ),
    )
