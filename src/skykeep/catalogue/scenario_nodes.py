"""The nodes of a defence by name: what can be lost, from a whole fire unit to one launcher."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from skykeep.errors import did_you_mean
from skykeep.model import FireUnitSite, System, share_launchers

__all__ = ["CUEING", "HALF_READY", "Node", "NodeKind", "scenario_nodes", "unknown_node"]

NodeKind = Literal[
    "fire unit",
    "engagement set",
    "searching radar",
    "engagement radar",
    "launcher group",
    "launcher",
    "cueing",
    "readiness",
]

CUEING = "outside/cueing"
"""Lost: no radar with a sector is told from outside where a raid comes from."""
HALF_READY = "readiness/half"
"""Lost: half of the launchers that would have been ready."""

_NAMED = 12
"""Nodes that a message names; single launchers are many and alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What can be lost: its id, what it is, and its words."""

    id: str
    kind: NodeKind
    words: str


def scenario_nodes(fire_units: Sequence[FireUnitSite], systems: Mapping[str, System]) -> tuple[Node, ...]:
    """Return the nodes of a defence in the order of its fire units, and last what no unit owns.

    Ids: ``UNIT``, ``UNIT/RADAR``, ``UNIT/GROUP``, ``UNIT/GROUP/LAUNCHER`` with launchers counted from 0; of a
    fire unit with several engagement sets the later ones are ``UNIT/1``, ``UNIT/RADAR/1``, ``UNIT/1/GROUP``.
    Fire units of a system that is not known have none.
    """
    found: list[Node] = []
    for unit in fire_units:
        if unit.system in systems:
            found += _unit_nodes(unit, systems[unit.system])
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


def _unit_nodes(unit: FireUnitSite, system: System) -> Iterator[Node]:
    """Yield the nodes of one fire unit."""
    yield Node(id=unit.id, kind="fire unit", words=f"the whole {system.unit_name} {system.name}")
    sets = range(system.engagement_sets)
    for number in sets[1:]:
        yield Node(id=f"{unit.id}/{number}", kind="engagement set", words=f"engagement set {number}")
    for radar in system.radars:
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
        yield Node(id=name, kind="launcher group", words=f"all launchers of {group.interceptor}")
        for ordinal in range(count):
            yield Node(id=f"{name}/{ordinal}", kind="launcher", words=f"one launcher of {group.interceptor}")
