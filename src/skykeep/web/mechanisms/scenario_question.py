"""What questions about a raid share: a scenario, what is set in it, and how much is played."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from skykeep.api.options import SEED_MAX, WORLDS_LIMIT
from skykeep.errors import UsageError

from ..limits import BODY_BYTES
from ..mechanism import InLanguage
from .scenario_asked import scenario_of_name, scenario_of_text
from .sight_asked import NAME_MAX, Ground, View

if TYPE_CHECKING:
    from skykeep.catalogue import Catalogue
    from skykeep.model import Scenario

__all__ = [
    "RAIDS_MAX",
    "REPLICATIONS_MAX",
    "WORLDS_MAX",
    "RaidQuestion",
    "Setting",
    "Text",
    "WithScenario",
]

WORLDS_MAX = 2_000
REPLICATIONS_MAX = 200
RAIDS_MAX = 200_000
"""Raids of one question; the command line plays more."""

Text = Annotated[str, Field(max_length=NAME_MAX)]
Setting = bool | int | float | Text
"""One value of something that is set."""


class WithScenario(InLanguage):
    """A scenario, by its name or as text."""

    scenario: Text | None = None
    """Name of a shipped scenario."""
    scenario_toml: str | None = Field(None, max_length=BODY_BYTES)
    """Or the text of a scenario file."""

    @model_validator(mode="after")
    def _gives_one_scenario(self) -> Self:
        if (self.scenario is None) == (self.scenario_toml is None):
            raise ValueError("must give one of scenario and scenario_toml")
        return self

    def scenario_given(self, catalogue: Catalogue) -> Scenario:
        """Return the scenario that is asked about.

        Raises
        ------
        ScenarioError
            If there is none of this name, or it is not valid.
        """
        if self.scenario is not None:
            return scenario_of_name(self.scenario, catalogue)
        assert self.scenario_toml is not None
        return scenario_of_text(self.scenario_toml, catalogue)


class RaidQuestion(WithScenario):
    """A scenario and how much of it is played."""

    worlds: int | None = Field(None, ge=1, le=WORLDS_MAX)
    """Joint draws of the public figures; by default what the scenario says."""
    replications: int | None = Field(None, ge=1, le=REPLICATIONS_MAX)
    """Raids in each world, likewise."""
    seed: int | None = Field(None, ge=0, le=SEED_MAX)
    """Seed of every random draw."""
    view: View | None = None
    """`balanced` draws the figures, the others take one end of each."""
    terrain: Ground | None = None
    """Ground in place of the scenario's own."""
    until: float | Text | None = Field(None, union_mode="left_to_right")
    """When enough worlds are played: half-width of mean leakers, as 0.5 or `5%`."""

    def refuse_too_many(self, scenario: Scenario, *, points: int = 1) -> int:
        """Return how many worlds are played at most.

        Raises
        ------
        UsageError
            If all raids together are more than a server plays.
        """
        limit = WORLDS_LIMIT if self.until is not None else scenario.study.worlds
        worlds = limit if self.worlds is None else self.worlds
        replications = scenario.study.replications if self.replications is None else self.replications
        raids = worlds * replications * points
        if raids > RAIDS_MAX:
            raise UsageError(
                f"worlds: {raids} raids are asked for, must be {RAIDS_MAX} at most here; take fewer worlds "
                "or replications, or ask the command line"
            )
        return worlds
