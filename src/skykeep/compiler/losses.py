"""What is lost from the start, in every world: rows of a defence put out of action.

Rows stay where they are, and luck is keyed by name: what is left meets the same raids as before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..catalogue import Catalogue
from ..core.kernel.records import as_table
from ..core.raid.world import Case
from ..errors import CompileError
from ..model.scenario import Scenario
from ..scenario.nodes import CUEING, HALF_READY, LINK, POWER, scenario_nodes, unknown_node
from .plans import Defence

__all__ = ["LossRows", "check_losses", "loss_rows", "without"]

_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRows:
    """What the rows that can be lost are called, in the order of the tables.

    ``sensors`` and ``launchers`` by their keys; ``units`` with the row of their engagement radar; ``links``
    by both of their ends, first that of who is under the other or tells it, and the power supply that they
    need. ``stations`` are radars with a row for each station of an orbit.
    """

    sensors: tuple[str, ...]
    units: tuple[tuple[str, int], ...]
    launchers: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...]
    stations: frozenset[str] = frozenset()

    def links_of(self, node: str) -> list[int]:
        """Return the link rows that are cut without a node: its own, or all of a command post."""
        return [
            row
            for row, (lower, upper, power) in enumerate(self.links)
            if node in (lower, upper, f"{lower}/{LINK}") or (power and node == f"{POWER}{power}")
        ]

    def sensors_of(self, node: str) -> list[int]:
        """Return the sensor rows that see nothing without a node: all of a fire unit, else searching ones.

        An engagement radar that is lost alone keeps its row, so that the ledger says what its unit lacks:
        channels.
        """
        if "/" not in node:
            return [row for row, key in enumerate(self.sensors) if _is_part(key, node)]
        engaging = {sensor for _, sensor in self.units}
        return [
            row
            for row, key in enumerate(self.sensors)
            if (key == node or (node in self.stations and _is_part(key, node))) and row not in engaging
        ]

    def units_of(self, node: str) -> list[int]:
        """Return the rows of fire units that cannot engage without a node."""
        return [
            row
            for row, (name, sensor) in enumerate(self.units)
            if _is_part(name, node) or self.sensors[sensor] == node
        ]

    def launchers_of(self, node: str) -> list[int]:
        """Return the launcher rows that go with a node: also with the link to their radar, not with that of
        their fire unit to its post."""
        if any(node == f"{lower}/{LINK}" for lower, _, _ in self.links):
            return []
        return [row for row, key in enumerate(self.launchers) if _is_part(key, node.removesuffix(f"/{LINK}"))]


def _is_part(name: str, node: str) -> bool:
    """Return whether a name is that of a node or of something below it."""
    return name == node or name.startswith(f"{node}/")


def loss_rows(defence: Defence) -> LossRows:
    """Return what the rows of a defence are called."""
    return LossRows(
        sensors=tuple(sensor.key for sensor in defence.sensors),
        units=tuple((unit.name, unit.sensor) for unit in defence.units),
        launchers=tuple(launcher.key for launcher in defence.launchers),
        links=tuple((link.lower, link.upper, link.settings.power) for link in defence.links),
        stations=frozenset(sensor.name for sensor in defence.sensors if sensor.duty.period_s > 0.0),
    )


def check_losses(scenario: Scenario, catalogue: Catalogue) -> None:
    """Raise an error if a defence has no node of some name.

    Raises
    ------
    CompileError
        The message names the nearest node, and those that there are.
    """
    nodes = scenario_nodes(scenario.fire_units, catalogue, scenario.formations, scenario.watch.eyes)
    ids = {node.id for node in nodes}
    for given in scenario.lost:
        if given not in ids:
            raise CompileError(f"lost: {unknown_node(given, nodes)}")


def without(case: Case, rows: LossRows, lost: Iterable[str]) -> Case:
    """Return a case without some nodes of its defence.

    A lost radar sees nothing. A fire unit without its engagement radar has no channel, and a lost launcher is
    not there. Over a link that is cut, as all of a lost command post are, no report comes. Without cueing
    sectors face anywhere at first; half of the launchers that are ready may be gone too.

    Parameters
    ----------
    case
        The compiled case, which stays as it is.
    rows
        What its rows are called.
    lost
        Ids as ``skykeep.scenario.nodes`` makes them; others change nothing.
    """
    tables: dict[str, Any] = {
        name: getattr(case, name).copy() for name in ("radars", "links", "units", "launchers", "chances")
    }
    first_sight = case.first_sight.copy()
    for node in lost:
        if node == CUEING:
            tables["chances"]["cued"] = 0.0
        elif node == HALF_READY:
            for name in ("low", "best", "high"):
                tables["chances"][f"launchers_ready_{name}"] *= _HALF
        else:
            seeing = rows.sensors_of(node)
            tables["radars"]["instrumented_m"][:, seeing] = 0.0
            first_sight[:, seeing] = case.paths["end_node"][:, None]
            tables["units"]["target_channels"][:, rows.units_of(node)] = 0
            tables["launchers"]["present"][:, rows.launchers_of(node)] = False
            tables["links"]["loss_p"][:, rows.links_of(node)] = 1.0
    return case._replace(first_sight=as_table(first_sight), **tables)
