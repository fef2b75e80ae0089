"""Tables of what command posts recognise: by world, and which class is a decoy of which."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.kernel.records import Grid
from ..core.raid.recognition_tables import Recognition
from ..core.raid.tables import ThreatClass as Row
from ..model.scenario import Scenario
from ..model.threat import ThreatClass
from .draws import Draws

__all__ = ["CLASSIFICATION", "IDENTIFICATION", "name_decoys", "recognition_rows"]

CLASSIFICATION = ("classify_s", "class_right_p")
IDENTIFICATION = ("identify_s", "threat_for_friend_p")
FIGURES = (*CLASSIFICATION, *IDENTIFICATION)
"""Figures of recognition, which count only where a scenario asks for it."""
_PATH = "common"


def recognition_rows(scenario: Scenario, draws: Draws) -> Grid[Recognition] | None:
    """Return ``Case.recognition``, shape (worlds, 1); None where posts know at once and rightly."""
    if not scenario.classification and not scenario.identification:
        return None
    rows: Grid[Recognition] = Recognition.table(draws.worlds, 1)
    rows["class_right_p"] = 1.0
    for name in FIGURES:
        asked = scenario.classification if name in CLASSIFICATION else scenario.identification
        if asked:
            rows[name][:, 0] = draws.value(_PATH, name)
    return rows


def name_decoys(rows: Grid[Row], classes: Sequence[ThreatClass]) -> None:
    """Set which class each one is a decoy of, and which is a decoy of it, -1 for none among these."""
    names = [threat.id for threat in classes]
    imitated = [names.index(threat.imitates) if threat.imitates in names else -1 for threat in classes]
    rows["decoy_of"] = imitated
    rows["decoyed_by"] = [imitated.index(place) if place in imitated else -1 for place in range(len(names))]
