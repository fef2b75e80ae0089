"""The nodes of a defence by name: what can be lost, from a whole fire unit to one launcher."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from skykeep.errors import did_you_mean
from skykeep.model import FireUnitSite, Formation, FormationSite, OutsideEye, System, share_launchers

__all__ = [
    "CUEING",
    "HALF_READY",
    "LINK",
    "POWER",
    "Node",
    "NodeKind",
    "post_radars",
    "scenario_nodes",
    "unknown_node",
]

NodeKind = Literal[
    "fire unit",
    "engagement set",
    "searching radar",
    "engagement radar",
    "launcher group",
    "launcher",
    "command post",
    "link",
    "launcher link",
    "outside eye",
    "outside radar",
    "power supply",
    "cueing",
    "readiness",
]

CUEING = "outside/cueing"
"""Lost: no radar with a sector is told from outside where a raid comes from."""
HALF_READY = "readiness/half"
"""Lost: half of the launchers that would have been ready."""

LINK = "link"
"""Last part of the id of a link."""

POWER = "power/"
"""First part of the id of a power supply."""

_NAMED = 12
"""Nodes that a message names; single launchers are many and alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What can be lost: its id, what it is, and its words."""

    id: str
    kind: NodeKind
    words: str


class Known(Protocol):
    """The part of the catalogue that names nodes."""

    @property
    def systems(self) -> Mapping[str, System]:
        """Systems by id."""

    @property
    def formations(self) -> Mapping[str, Formation]:
        """Formations by id."""


def scenario_nodes(
    fire_units: Sequence[FireUnitSite],
    known: Known,
    formations: Sequence[FormationSite] = (),
    eyes: Sequence[OutsideEye] = (),
) -> tuple[Node, ...]:
    """Return the nodes of a defence in the order of its fire units, and last what no unit owns.

    Ids: ``UNIT``, ``UNIT/RADAR``, ``UNIT/GROUP``, ``UNIT/GROUP/LAUNCHER`` with launchers counted from 0; of a
    fire unit with several engagement sets the later ones are ``UNIT/1``, ``UNIT/RADAR/1``, ``UNIT/1/GROUP``.
    The command post of a formation is ``FORMATION``, its radars ``FORMATION/RADAR``, and the link of a fire
    unit or formation to the post above it ``UNIT/link``, that of launchers to their radar
    ``UNIT/GROUP/link``.
    An outside eye is ``EYE``, its radars ``EYE/RADAR``, its link ``EYE/link``; a power supply that links need
    is ``power/NAME``. Fire units of a system that is not known have none.
    """
    found: list[Node] = []
    posts = {
        site.id: known.formations[site.formation] for site in formations if site.formation in known.formations
    }
    for unit in fire_units:
        if unit.system in known.systems:
            found += _unit_nodes(unit, known.systems[unit.system], posts.get(unit.under))
    for site in formations:
        if site.id in posts:
            found += _post_nodes(site, posts[site.id], known.systems)
    placed: tuple[FireUnitSite | FormationSite, ...] = (*fire_units, *formations)
    for each in placed:
        if each.under in posts:
            words = f"the link between {each.id} and {posts[each.under].post_name}"
            found.append(Node(id=f"{each.id}/{LINK}", kind="link", words=words))
    for eye in eyes:
        found += _eye_nodes(eye, known.systems)
    supplies = dict.fromkeys(each.link.power for each in (*placed, *eyes) if each.link.power)
    found += [
        Node(id=f"{POWER}{name}", kind="power supply", words=f"the power supply {name} of links")
        for name in supplies
    ]
    found.append(Node(id=CUEING, kind="cueing", words="word from outside where a raid comes from"))
    found.append(Node(id=HALF_READY, kind="readiness", words="half of the launchers that are ready"))
    return tuple(found)


def unknown_node(given: str, nodes: Sequence[Node]) -> str:
    """Return what is wrong with the id of a node that there is not: the nearest, and those there are."""
    ids = [node.id for node in nodes if node.kind != "launcher"]
    named = ", ".join(ids[:_NAMED]) + (", ..." if len(ids) > _NAMED else "")
    return (
        f"given {given!r}, must be a node of the defence.{did_you_mean(given, [node.id for node in nodes])} "
        f"There are: {named}; a launcher is GROUP/NUMBER, from 0."
    )


def post_radars(formation: Formation | None, system: System) -> tuple[str, ...]:
    """Return the radars of a system that stand at the command post above, and not with its fire units."""
    return formation.post_radars if formation is not None and formation.system == system.id else ()


def _post_nodes(site: FormationSite, formation: Formation, systems: Mapping[str, System]) -> Iterator[Node]:
    """Yield the command post of a formation and its radars."""
    yield Node(id=site.id, kind="command post", words=f"the command post {formation.post_name}")
    names = {radar.id: radar.name for radar in systems[formation.system].radars}
    for radar in formation.post_radars:
        yield Node(id=f"{site.id}/{radar}", kind="searching radar", words=names[radar])


def _eye_nodes(eye: OutsideEye, systems: Mapping[str, System]) -> Iterator[Node]:
    """Yield an outside eye, its radars and its link."""
    name = systems[eye.system].name if eye.system in systems else "passive sensor"
    yield Node(id=eye.id, kind="outside eye", words=f"the outside eye {eye.id}, {name}")
    if eye.system in systems:
        for radar in systems[eye.system].radars:
            if radar.searches:
                yield Node(id=f"{eye.id}/{radar.id}", kind="outside radar", words=radar.name)
    yield Node(id=f"{eye.id}/{LINK}", kind="link", words=f"the link between {eye.id} and {eye.tells}")


def _unit_nodes(unit: FireUnitSite, system: System, formation: Formation | None) -> Iterator[Node]:
    """Yield the nodes of one fire unit."""
    yield Node(id=unit.id, kind="fire unit", words=f"the whole {system.unit_name} {system.name}")
    sets = range(system.engagement_sets)
    for number in sets[1:]:
        yield Node(id=f"{unit.id}/{number}", kind="engagement set", words=f"engagement set {number}")
    elsewhere = post_radars(formation, system)
    for radar in system.radars:
        if radar.id in elsewhere:
            continue
        kind: NodeKind = "engagement radar" if radar.engages else "searching radar"
        yield Node(id=f"{unit.id}/{radar.id}", kind=kind, words=radar.name)
        if radar.engages:
            for number in sets[1:]:
                yield Node(id=f"{unit.id}/{radar.id}/{number}", kind=kind, words=f"{radar.name}, {number}")
    for number in sets:
        yield from _launcher_nodes(unit, system, number)


def _launcher_nodes(unit: FireUnitSite, system: System, number: int) -> Iterator[Node]:
    """Yield the launcher groups of one engagement set, each with its launchers."""
    owner = f"{unit.id}/{number}" if number else unit.id
    counts = (
        [round(group.launchers.high) for group in system.launchers]
        if unit.launchers is None
        else share_launchers(system, unit.launchers)[number]
    )
    for group, count in zip(system.launchers, counts, strict=True):
        name = f"{owner}/{group.id}"
        round_ = next(kind.name for kind in system.interceptors if kind.id == group.interceptor)
        yield Node(id=name, kind="launcher group", words=f"all launchers of {round_}")
        words = f"the link from the engagement radar to the launchers of {round_}"
        yield Node(id=f"{name}/{LINK}", kind="launcher link", words=words)
        for ordinal in range(count):
            yield Node(id=f"{name}/{ordinal}", kind="launcher", words=f"one launcher of {round_}")
