"""A compiled scenario: tables of what does not change in a raid, for all worlds and for one."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..kernel.by_address import lasting
from ..kernel.records import Cube, Grid, Rows, Stack, as_table, part
from ..radar.effects import Effects, EffectTables, no_effects
from .tables.duties import Duties, DutyTables, no_duties
from .tables.entities import (
    Chances,
    Doctrine,
    Given,
    Interceptor,
    Launcher,
    Link,
    Node,
    Path,
    Post,
    Radar,
    Sight,
    Threat,
    ThreatClass,
    Unit,
)
from .tables.known_places import KnownPlace, no_known_places
from .tables.recognition import Recognition, no_recognition
from .tables.wear import Wear, WearTables, no_wear

__all__ = ["Case", "World"]

F64 = npt.NDArray[np.float64]
_FIGURES_ALONE: Cube[float] = as_table(np.zeros((0, 0, 0)))
"""No kill chance is drawn for a raid."""


@lasting
class World(NamedTuple):
    """One world, as raids see it.

    ``first_sight`` [path, radar] is the first node of a path that any variant of a radar sees, the end of the
    path if none. ``choices`` [unit, class, place] are interceptors in order of preference, -1 ends.
    ``flyout_time_s`` [interceptor, level, height, range] holds fly-out tables. ``p_detect`` [class, place]
    lies over an even grid of SNR in dB. ``given`` [raid, threat] replaces the computed picture, and
    ``given_kill_u`` [raid, shot, threat] the kill draws, where they are not empty. ``raid_kill_p``
    [interceptor, class, part] holds the kill chances that a raid draws from, empty where it takes ``kill_p``;
    ``believed_kill_p`` [interceptor, class] is what command posts take one round to do. ``known_places`` are
    the places that a threat may fly at as posts know it, empty where its aim is given.
    """

    seed: int
    number: int
    confirm_m: int
    confirm_n: int
    snr_first_db: float
    snr_step_db: float
    paths: Rows[Path]
    first_sight: Grid[int]
    nodes: Rows[Node]
    sights: Grid[Sight]
    radars: Rows[Radar]
    posts: Rows[Post]
    links: Rows[Link]
    units: Rows[Unit]
    doctrine: Grid[Doctrine]
    choices: Cube[int]
    launchers: Rows[Launcher]
    interceptors: Rows[Interceptor]
    kill_p: Grid[float]
    flyout_time_s: Stack[float]
    threats: Rows[Threat]
    classes: Rows[ThreatClass]
    p_detect: Grid[float]
    chances: Chances
    given: Grid[Given]
    given_kill_u: Cube[float]
    believed_kill_p: Grid[float]
    effects: Effects = no_effects()
    raid_kill_p: Cube[float] = _FIGURES_ALONE
    duties: Duties = no_duties()
    wear: Wear = no_wear()
    recognition: Rows[Recognition] = no_recognition()
    known_places: Rows[KnownPlace] = no_known_places()


class Case(NamedTuple):
    """All worlds of a compiled scenario; see :class:`World` for the tables.

    What is drawn has the worlds as its first axis: ``radars`` [world, radar], ``posts`` [world, post],
    ``links`` [world, link], ``units`` [world, unit], ``doctrine`` [world, unit, class], ``choices`` [world,
    unit, class, place], ``launchers``, ``interceptors``, ``kill_p`` [world, interceptor, class], ``classes``,
    ``chances`` [world]. The same paths and threats hold in all, but for threats that aim at what stands at a
    drawn site: ``first_paths`` [world, threat].
    """

    seed: int
    confirm_m: int
    confirm_n: int
    snr_first_db: float
    snr_step_db: float
    paths: Rows[Path]
    first_sight: Grid[int]
    nodes: Rows[Node]
    sights: Grid[Sight]
    radars: Grid[Radar]
    posts: Grid[Post]
    links: Grid[Link]
    units: Grid[Unit]
    doctrine: Cube[Doctrine]
    choices: Stack[int]
    launchers: Grid[Launcher]
    interceptors: Grid[Interceptor]
    kill_p: Cube[float]
    flyout_time_s: Stack[float]
    threats: Rows[Threat]
    classes: Grid[ThreatClass]
    p_detect: Grid[float]
    chances: Rows[Chances]
    given: Grid[Given]
    given_kill_u: Cube[float]
    believed_kill_p: Grid[float]
    effects: EffectTables | None = None
    raid_kill_p: Stack[float] | None = None
    duties: DutyTables | None = None
    wear: WearTables | None = None
    first_paths: Grid[int] | None = None
    recognition: Grid[Recognition] | None = None
    known_places: Grid[KnownPlace] | None = None

    @property
    def worlds(self) -> int:
        """Number of worlds."""
        return len(self.units)

    def world(self, number: int) -> World:
        """Return one world."""
        drawn = {name: part(table, number) for name, table in self.drawn().items()}
        same = {name: getattr(self, name) for name in _SAME}
        if self.first_paths is not None:
            same["threats"] = np.array(self.threats).view(np.recarray)
            same["threats"]["first_path"] = self.first_paths[number]
        asked: dict[str, Any] = {name: getattr(self, name) for name in _OF_THEIR_OWN}
        on = {name: tables.world(number) for name, tables in asked.items() if tables is not None}
        return World(number=number, **same, **drawn, **on)

    def drawn(self) -> dict[str, Any]:
        """Return the tables that have the worlds as their first axis, by name; what is off is left out."""
        tables = {name: getattr(self, name) for name in DRAWN}
        return {name: table for name, table in tables.items() if table is not None}


DRAWN = (
    "radars",
    "posts",
    "links",
    "units",
    "doctrine",
    "choices",
    "launchers",
    "interceptors",
    "kill_p",
    "classes",
    "chances",
    "raid_kill_p",
    "recognition",
    "known_places",
)
"""Tables that have the worlds as their first axis."""
_OF_THEIR_OWN = ("effects", "duties", "wear")
"""Sets of tables that know their own worlds, each None where it is off."""
_SAME = tuple(name for name in Case._fields if name not in (*DRAWN, *_OF_THEIR_OWN, "first_paths"))
