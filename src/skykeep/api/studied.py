"""What a study is asked: a scenario with what was set, lost and limited put in, and its ground."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.catalogue import Catalogue
from skykeep.model import Scenario
from skykeep.scenario.setting_values import Value
from skykeep.scenario.settings import apply_settings

from .inputs import (
    catalogue_of,
    design_not_used,
    ground_of,
    on_ground,
    scenario_of,
    with_independent_worlds,
    with_losses,
    with_study,
)
from .settings import Settings, settings_of

if TYPE_CHECKING:
    from skykeep.study.facts import RunFacts
    from skykeep.terrain import Heightfield

__all__ = ["Studied", "studied"]


@dataclass(frozen=True, slots=True)
class Studied:
    """A scenario as it is studied, the catalogue with ``settings`` put in, and the ground: None for what
    the scenario names. ``unused_design`` is what the scenario asks for and its worlds are not drawn by."""

    scenario: Scenario
    catalogue: Catalogue
    settings: dict[str, Value]
    ground: Heightfield | None
    unused_design: str | None = None

    def told(self, facts: RunFacts) -> dict[str, Any]:
        """Return what every study says of itself: its raids, its ground, and what it rests on."""
        study = self.scenario.study
        return {
            "replications": study.replications,
            "seed": study.seed,
            "view": study.view,
            "terrain": dict(facts.terrain),
            "rests_on": dict(facts.rests_on),
            "warnings": self.warnings(facts),
            "results_version": facts.identity["results_version"],
        }

    def warnings(self, facts: RunFacts) -> list[dict[str, str]]:
        """Return the named sentences that every study repeats: those of its raids, and of its design."""
        return [*map(dict, facts.warnings), *design_not_used(self.unused_design)]


def studied(
    scenario: Scenario | Path | str,
    *,
    catalogue: Catalogue | Path | str | None,
    terrain: Heightfield | Path | str | None,
    set: Settings | None,
    lost: Sequence[str] | str = (),
    worlds: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    view: str | None = None,
    keep_design: bool = False,
) -> Studied:
    """Return what a study is asked; None leaves what the scenario says of itself as it is.

    Its worlds are independent, unless ``keep_design``: single raids are those that a run would have there.

    Raises
    ------
    SkykeepError
        With the command line's own words, if anything asked for is not there or out of range.
    """
    shelf = catalogue_of(catalogue)
    settings = settings_of(set)
    changed, facts = apply_settings(scenario_of(scenario, shelf), shelf, settings)
    asked = with_study(
        with_losses(changed, lost, facts), worlds=worlds, replications=replications, seed=seed, view=view
    )
    there, ground = on_ground(asked if keep_design else with_independent_worlds(asked), ground_of(terrain))
    unused = None if keep_design else asked.study.design
    return Studied(there, facts, settings, ground, unused)
