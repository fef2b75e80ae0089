"""What is done with an accepted input: one small study on flat ground, its tables and its summary."""

from __future__ import annotations

import json
from dataclasses import replace

from skykeep.catalogue import Catalogue
from skykeep.model import Scenario, Study, TerrainChoice

__all__ = ["play"]


def play(scenario: Scenario, catalogue: Catalogue) -> None:
    """Play two worlds of two raids, and write the summary as JSON without infinities."""
    from skykeep.study.montecarlo import run_in_memory
    from skykeep.study.prepare import prepare

    small = Study(worlds=2, replications=2, seed=scenario.study.seed, view=scenario.study.view)
    prepared = prepare(replace(scenario, terrain=TerrainChoice(source="flat"), study=small), catalogue)
    played = run_in_memory(prepared.case, prepared.facts)
    summary = played[1] if isinstance(played, tuple) else played.summary
    json.dumps(summary, allow_nan=False)
