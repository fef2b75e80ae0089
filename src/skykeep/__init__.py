"""skykeep: what would this air-defence system really see, engage and stop if it defended this place?

The names below are loaded when they are first used, see ``docs/guides/python.md``.
"""

import sys as _sys
from typing import TYPE_CHECKING

from ._door import Package as _Package
from ._door import list_names as __dir__
from ._door import load_name as __getattr__
from ._version import __version__

if TYPE_CHECKING:
    from .api.assignments import Assignment, assign
    from .api.backtests import Backtest, backtest
    from .api.briefs import brief
    from .api.claims import Claim, claim
    from .api.comparisons import OptionComparison, compare
    from .api.costs import Cost, cost
    from .api.coverages import Coverage, coverage
    from .api.descriptions import describe
    from .api.desks import study
    from .api.doctrines import compare_doctrines, doctrine, doctrines
    from .api.episodes import Episode
    from .api.exports import Exported, export
    from .api.facts import compare_figures, gaps
    from .api.inputs import load_scenario, load_terrain
    from .api.placements import Placement, place
    from .api.policy_studies import PolicyComparison, compare_policies
    from .api.probes import Probe, probe
    from .api.replay_pages import replay_page
    from .api.replays import Replay, replay
    from .api.runs import Run, run
    from .api.saturations import Saturation, saturate
    from .api.sensitivities import Sensitivity, sensitivity
    from .api.sovereignties import Sovereignty, sovereignty
    from .api.stresses import Stress, stress
    from .api.sweeps import Sweep, sweep
    from .api.whys import Why, why
    from .catalogue import Catalogue, load_catalogue
    from .catalogue.comparison import FigureComparison
    from .catalogue.records import Records, load_records
    from .coverage import Site
    from .engine.decisions import Policy, Situation
    from .errors import SkykeepError
    from .model import AssignmentCase, Figure, Scenario, System
    from .model import FireUnitSite as FireUnit
    from .model import StandardRaid as Raid

__all__ = [
    "Assignment",
    "AssignmentCase",
    "Backtest",
    "Catalogue",
    "Claim",
    "Cost",
    "Coverage",
    "Episode",
    "Exported",
    "Figure",
    "FigureComparison",
    "FireUnit",
    "OptionComparison",
    "Placement",
    "Policy",
    "PolicyComparison",
    "Probe",
    "Raid",
    "Records",
    "Replay",
    "Run",
    "Saturation",
    "Scenario",
    "Sensitivity",
    "Site",
    "Situation",
    "SkykeepError",
    "Sovereignty",
    "Stress",
    "Sweep",
    "System",
    "Why",
    "__dir__",
    "__getattr__",
    "__version__",
    "assign",
    "backtest",
    "brief",
    "claim",
    "compare",
    "compare_doctrines",
    "compare_figures",
    "compare_policies",
    "cost",
    "coverage",
    "describe",
    "doctrine",
    "doctrines",
    "export",
    "gaps",
    "load_catalogue",
    "load_records",
    "load_scenario",
    "load_terrain",
    "place",
    "probe",
    "replay",
    "replay_page",
    "run",
    "saturate",
    "sensitivity",
    "sovereignty",
    "stress",
    "study",
    "sweep",
    "why",
]

_sys.modules[__name__].__class__ = _Package
