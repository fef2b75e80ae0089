"""Tables of what command posts recognise: by world, and which class is a decoy of which."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.kernel.records import Grid
from ..core.raid.tables.entities import ThreatClass as Row
from ..core.raid.tables.recognition import Recognition
from ..model.scenario import Scenario
from ..model.system import Doctrine
from ..model.threat import ThreatClass
from .draws import Draws

__all__ = ["FIGURES", "counts_in_recognition", "name_decoys", "recognition_rows"]

CLASSIFICATION = ("classify_s", "class_right_p")
IDENTIFICATION = ("identify_s", "threat_for_friend_p")
TRAFFIC = ("friend_silent_p", "neutral_silent_p", "answer_missed_p")
DECLARATION = ("threat_undeclared_p", "traffic_declared_p")
FIGURES = (*CLASSIFICATION, *IDENTIFICATION, *TRAFFIC, *DECLARATION)
"""Figures of recognition, which count only where a scenario asks for it."""
_PATH = "common"
_TIGHT = "weapons_tight"


def recognition_rows(scenario: Scenario, draws: Draws) -> Grid[Recognition] | None:
    """Return ``Case.recognition``, shape (worlds, 1); None where posts know at once and rightly, and there is
    nobody to be known but the raid."""
    if not (scenario.classification or scenario.identification or scenario.traffic):
        return None
    rows: Grid[Recognition] = Recognition.table(draws.worlds, 1)
    rows["class_right_p"] = 1.0
    rows["traffic"] = bool(scenario.traffic)
    for name in FIGURES:
        if counts_in_recognition(scenario, name):
            rows[name][:, 0] = draws.value(_PATH, name)
    return rows


def counts_in_recognition(scenario: Scenario, name: str) -> bool:
    """Return whether a figure of recognition counts in a scenario."""
    if name in CLASSIFICATION:
        return scenario.classification
    if name in TRAFFIC:
        return scenario.identification and bool(scenario.traffic)
    if name in DECLARATION:
        tight = any(_is_tight(unit.doctrine) for unit in scenario.fire_units if unit.doctrine)
        return scenario.identification and tight
    return scenario.identification


def _is_tight(doctrine: Doctrine) -> bool:
    """Return whether a doctrine shoots at nothing but what is declared hostile, if only of some class."""
    rules = (doctrine.rules, *doctrine.rules_by_class.values())
    return any(rule.get(_TIGHT, 0.0) for rule in rules)


def name_decoys(rows: Grid[Row], classes: Sequence[ThreatClass]) -> None:
    """Set which class each one is a decoy of, and which is a decoy of it, -1 for none among these."""
    names = [threat.id for threat in classes]
    imitated = [names.index(threat.imitates) if threat.imitates in names else -1 for threat in classes]
    rows["decoy_of"] = imitated
    rows["decoyed_by"] = [imitated.index(place) if place in imitated else -1 for place in range(len(names))]
