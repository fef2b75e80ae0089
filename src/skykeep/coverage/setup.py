"""Ground and radars round a site, ready for any target."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from skykeep.core.earth.horizon import effective_radius_m
from skykeep.core.radar.inbound import Rays, make_rays
from skykeep.model import System
from skykeep.terrain.profiles import SiteProfiles

from .columns import RadarValues
from .figures import FigureReader
from .question import Question, Site

__all__ = ["SiteSetup"]

F32 = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class SiteSetup:
    """Ground, radars and their lowest visible heights round a site: everything but the target.

    ``bent`` keeps what was computed of echoes that bend over the terrain.
    """

    system: System
    site: Site
    question: Question
    read: FigureReader
    profiles: SiteProfiles
    picture: tuple[RadarValues, ...]
    picture_lowest: F32
    engagement: tuple[RadarValues, ...]
    engagement_lowest: F32
    bent: dict[tuple[float, ...], F32] = field(default_factory=dict)

    @property
    def rays(self) -> Rays:
        """Ground along the rays with the effective earth radius."""
        radius_m = effective_radius_m(self.question.k)
        return make_rays(self.profiles.ground_alt_msl_m, self.profiles.range_m, radius_m)
