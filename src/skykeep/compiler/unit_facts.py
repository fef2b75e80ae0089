"""What tables say about each fire unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..core.raid.world import Case
from .plans import Defence
from .sites import SiteColumns

__all__ = ["FireUnitFacts", "unit_facts"]

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class FireUnitFacts:
    """One row of fire units for tables: where it stands, and the rings on its brochure.

    ``ready_rounds`` holds the rounds on its launchers in each world.
    """

    name: str
    fire_unit: str
    system: str
    lat_deg: float
    lon_deg: float
    alt_msl_m: float
    detection_ring_m: float
    engagement_ring_m: float
    ready_rounds: F64


def unit_facts(case: Case, defence: Defence, seen: SiteColumns) -> tuple[FireUnitFacts, ...]:
    """Return what tables say about each fire unit."""
    rounds = case.launchers["rounds"] * case.launchers["present"]
    facts = []
    for unit in defence.units:
        system = unit.system
        radar = next(radar for radar in system.radars if radar.id == system.brochure_detection_radar)
        round_ = next(kind for kind in system.interceptors if kind.id == system.brochure_interceptor)
        facts.append(
            FireUnitFacts(
                name=unit.name,
                fire_unit=unit.place.id,
                system=system.id,
                lat_deg=unit.place.lat_deg,
                lon_deg=unit.place.lon_deg,
                alt_msl_m=seen.places[unit.site].alt_msl_m,
                detection_ring_m=radar.detection_range_m.best,
                engagement_ring_m=round_.range_max_m.best,
                ready_rounds=rounds[:, slice(*unit.launchers)].sum(axis=1, dtype=np.float64),
            )
        )
    return tuple(facts)
