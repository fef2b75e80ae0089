"""What questions about sight share: who looks, from where, at what, over which ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from skykeep.api.asked import Asked
from skykeep.api.coverages import UnitCase, coverage_cases
from skykeep.coverage.question import K_LIMITS, MAST_LIMIT_M, RCS_LIMITS_M2

from ..limits import BODY_BYTES
from ..mechanism import InLanguage, Question
from .scenario_asked import scenario_of_name, scenario_of_text

if TYPE_CHECKING:
    from skykeep.catalogue import Catalogue

__all__ = ["Ground", "Place", "SightQuestion", "View"]

Ground = Literal["shipped", "flat"]
View = Literal["balanced", "brochure", "sceptic"]
NAME_MAX = 200
MASTS_MAX = 20
Mast = Annotated[float, Field(gt=0, le=MAST_LIMIT_M)]


class Place(Question):
    """A point by its coordinates."""

    lat_deg: float = Field(ge=-85, le=85)
    """Latitude, degrees north."""
    lon_deg: float = Field(ge=-180, le=180)
    """Longitude, degrees east."""


class SightQuestion(InLanguage):
    """Who looks, from where, at what: a scenario, or a system and its site."""

    scenario: str | None = Field(None, max_length=NAME_MAX)
    """Name of a shipped scenario, each of whose fire units is looked at."""
    scenario_toml: str | None = Field(None, max_length=BODY_BYTES)
    """Or the text of a scenario file."""
    system: str | None = Field(None, max_length=NAME_MAX)
    """Or a system of the catalogue, by id."""
    site: str | Place | None = Field(None, union_mode="left_to_right")
    """Where the system stands: a city, `33.3,44.4`, or both numbers by name."""
    mast_m: Mast | dict[str, Mast] | None = Field(None, union_mode="left_to_right")
    """Height of the antenna of its engagement radar above ground, m; or of antennas, by radar id."""
    radar: str | None = Field(None, max_length=NAME_MAX)
    """Look at this radar of the system alone."""
    target: str | None = Field(None, max_length=NAME_MAX)
    """Threat class; by default a cruise missile below 1000 m, a fighter from there."""
    rcs_m2: float | None = Field(None, ge=RCS_LIMITS_M2[0], le=RCS_LIMITS_M2[1])
    """Radar cross-section in place of that of the target, m2."""
    p_detect: float | None = Field(None, gt=0, lt=1)
    """Probability of a confirmed track that counts as seen."""
    k: float | None = Field(None, ge=K_LIMITS[0], le=K_LIMITS[1])
    """Effective-earth factor; by default the median of the region of the place."""
    view: View | None = None
    """Which end of the public figures is taken."""
    surroundings: str | None = Field(None, max_length=NAME_MAX)
    """What stands about the site of a system."""
    terrain: Ground | None = None
    """Ground in place of the scenario's own."""

    @model_validator(mode="after")
    def _asks_of_one_thing(self) -> Self:
        given = [name for name in ("scenario", "scenario_toml", "system") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(
                "must give one of scenario, scenario_toml and system (with site); given "
                f"{' and '.join(given) or 'none'}"
            )
        if (self.system is None) != (self.site is None):
            raise ValueError("system and site go together: must give both, or a scenario")
        if isinstance(self.site, str) and len(self.site) > NAME_MAX:
            raise ValueError(f"site: must be {NAME_MAX} letters at most")
        return self

    def cases(
        self, catalogue: Catalogue, heights_agl_m: tuple[float, ...] | None
    ) -> tuple[list[UnitCase], str]:
        """Return a case for each fire unit that is asked about, and the ground they stand on.

        Raises
        ------
        SkykeepError
            As :func:`skykeep.api.coverages.coverage_cases`.
        """
        given: Any = None
        if self.scenario is not None:
            given = scenario_of_name(self.scenario, catalogue)
        elif self.scenario_toml is not None:
            given = scenario_of_text(self.scenario_toml, catalogue)
        asked = Asked(
            heights_agl_m=heights_agl_m,
            radar=self.radar,
            mast_m=self.mast_m,
            target=self.target,
            rcs_m2=self.rcs_m2,
            p_detect=self.p_detect,
            k=self.k,
            view=self.view,
            surroundings=self.surroundings,
        )
        cases, source = coverage_cases(given, catalogue, asked, system=self.system, site=_site(self.site))
        return cases, self.terrain or source


def _site(given: str | Place | None) -> tuple[float, float] | str | None:
    """Return a site as the door for Python takes it."""
    return (given.lat_deg, given.lon_deg) if isinstance(given, Place) else given
