"""The door: public names that are loaded, with all that they need, when they are first asked for.

``import skykeep`` must stay light, because every start of the command line and of a worker pays for it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType, ModuleType
from typing import Any

from .errors import did_you_mean

__all__ = ["PLACES", "Package", "list_names", "load_name"]

PACKAGE = "skykeep"

PLACES: Mapping[str, str] = MappingProxyType(
    {
        "Assignment": "skykeep.api.assignments:Assignment",
        "AssignmentCase": "skykeep.model:AssignmentCase",
        "Backtest": "skykeep.api.backtests:Backtest",
        "Catalogue": "skykeep.catalogue:Catalogue",
        "Claim": "skykeep.api.claims:Claim",
        "Cost": "skykeep.api.costs:Cost",
        "Coverage": "skykeep.api.coverages:Coverage",
        "Episode": "skykeep.api.episodes:Episode",
        "Exported": "skykeep.api.exports:Exported",
        "Figure": "skykeep.model:Figure",
        "FigureComparison": "skykeep.catalogue.comparison:FigureComparison",
        "FireUnit": "skykeep.model:FireUnitSite",
        "Placement": "skykeep.api.placements:Placement",
        "OptionComparison": "skykeep.api.comparisons:OptionComparison",
        "Policy": "skykeep.engine.decisions:Policy",
        "PolicyComparison": "skykeep.api.policy_studies:PolicyComparison",
        "Probe": "skykeep.coverage.probe_result:Probe",
        "Raid": "skykeep.model:StandardRaid",
        "Records": "skykeep.catalogue.records:Records",
        "Replay": "skykeep.api.replays:Replay",
        "Run": "skykeep.api.runs:Run",
        "Saturation": "skykeep.api.saturations:Saturation",
        "Scenario": "skykeep.model:Scenario",
        "Situation": "skykeep.engine.decisions:Situation",
        "Site": "skykeep.coverage:Site",
        "Sensitivity": "skykeep.api.sensitivities:Sensitivity",
        "SkykeepError": "skykeep.errors:SkykeepError",
        "Sovereignty": "skykeep.api.sovereignties:Sovereignty",
        "Stress": "skykeep.api.stresses:Stress",
        "Sweep": "skykeep.api.sweeps:Sweep",
        "System": "skykeep.model:System",
        "Why": "skykeep.api.whys:Why",
        "assign": "skykeep.api.assignments:assign",
        "backtest": "skykeep.api.backtests:backtest",
        "brief": "skykeep.api.briefs:brief",
        "claim": "skykeep.api.claims:claim",
        "compare": "skykeep.api.comparisons:compare",
        "compare_doctrines": "skykeep.api.doctrines:compare_doctrines",
        "compare_figures": "skykeep.api.facts:compare_figures",
        "compare_policies": "skykeep.api.policy_studies:compare_policies",
        "cost": "skykeep.api.costs:cost",
        "coverage": "skykeep.api.coverages:coverage",
        "describe": "skykeep.api.descriptions:describe",
        "doctrine": "skykeep.api.doctrines:doctrine",
        "doctrines": "skykeep.api.doctrines:doctrines",
        "export": "skykeep.api.exports:export",
        "gaps": "skykeep.api.facts:gaps",
        "load_catalogue": "skykeep.catalogue:load_catalogue",
        "load_records": "skykeep.catalogue.records:load_records",
        "load_scenario": "skykeep.api.inputs:load_scenario",
        "load_terrain": "skykeep.api.inputs:load_terrain",
        "place": "skykeep.api.placements:place",
        "probe": "skykeep.api.probes:probe",
        "replay": "skykeep.api.replays:replay",
        "replay_page": "skykeep.api.replay_pages:replay_page",
        "run": "skykeep.api.runs:run",
        "saturate": "skykeep.api.saturations:saturate",
        "sensitivity": "skykeep.api.sensitivities:sensitivity",
        "sovereignty": "skykeep.api.sovereignties:sovereignty",
        "stress": "skykeep.api.stresses:stress",
        "study": "skykeep.api.desks:study",
        "sweep": "skykeep.api.sweeps:sweep",
        "why": "skykeep.api.whys:why",
    }
)
"""Public name -> module and name there; the block for type checkers in the package says the same."""


def load_name(name: str) -> Any:
    """Return a public name of the package, imported now."""
    if name not in PLACES:
        near = "" if name.startswith("_") else did_you_mean(name, PLACES)
        raise AttributeError(f"module {PACKAGE!r} has no attribute {name!r}.{near}")
    if find_spec(f"{PACKAGE}.{name}") is not None:
        return import_module(f"{PACKAGE}.{name}")  # a room of this name: see Package
    module, _, inner = PLACES[name].partition(":")
    found = getattr(import_module(module), inner)
    setattr(sys.modules[PACKAGE], name, found)
    return found


def list_names() -> list[str]:
    """Return what ``dir(skykeep)`` lists: the public names, loaded or not, and the rooms in memory."""
    return sorted({*vars(sys.modules[PACKAGE]), *PLACES})


class CallableRoom(ModuleType):
    """A room that shares its name with a function of the door, such as ``skykeep.coverage``: both at once."""

    @property
    def _function(self) -> Any:
        """The function of the door."""
        module, _, inner = PLACES[self.__name__.rpartition(".")[2]].partition(":")
        return getattr(import_module(module), inner)

    @property
    def __wrapped__(self) -> Any:
        """The function, for those who ask for its signature."""
        return self._function

    def __call__(self, *given: Any, **named: Any) -> Any:
        """Return what the function of the door returns."""
        return self._function(*given, **named)


class Package(ModuleType):
    """The package itself. Python hangs a room on it under its name as soon as anything imports the room, and
    what hangs there must still be the function of the door: such a room is made callable.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name in PLACES and type(value) is ModuleType:
            value.__class__ = CallableRoom
        super().__setattr__(name, value)
