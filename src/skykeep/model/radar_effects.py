"""Radar effects: what a scenario may switch on by name beside power and sight, and the figures they need."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from .figure import Figure
from .notebook import Shown

__all__ = [
    "AirFigures",
    "BandFigures",
    "BlankedSector",
    "Jammer",
    "JammerKind",
    "LandCover",
    "LandCoverId",
    "RadarEffectFigures",
    "RadarEffects",
    "ReceiverFigures",
    "SelfScreening",
]

LandCoverId = Literal["desert", "farmland", "wooded", "built-up", "mountains", "sea"]
"""Kinds of ground about a site."""

_WHOLE_TURN_RAD = 2.0 * math.pi


@dataclass(frozen=True, slots=True, kw_only=True)
class BandFigures(Shown):
    """What is taken of every radar of a band, because no radar's own is public.

    ``antenna_gain_db`` is that of the receiving antenna in its main lobe, losses taken off; the beam is as
    wide as a pencil beam of this gain.
    """

    id: str
    name: str
    frequency_hz: Figure
    antenna_gain_db: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class LandCover(Shown):
    """A kind of ground: how much of a radar's power it sends back per area at low grazing angles, and the
    standard deviation of its height about its mean, which breaks up the reflected ray."""

    id: str
    name: str
    sigma0_db: Figure
    roughness_m: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class JammerKind(Shown):
    """A kind of stand-off jammer, by its effective radiated power density: noise power towards the radar per
    hertz of bandwidth."""

    id: str
    name: str
    erp_density_w_per_hz: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfScreening(Shown):
    """The jammer that a threat of the class ``id`` carries for itself."""

    id: str
    erp_density_w_per_hz: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiverFigures(Shown):
    """What is taken of every receiver.

    ``sidelobe_db`` is the mean gain of the side lobes relative to the main one, ``noise_k`` the system noise
    temperature. ``range_cell_m`` is the length of the range cell, ``improvement_db`` what the filters gain
    over clutter, ``least_speed_mps`` the least radial speed that passes them. ``dwell_s`` is the time of one
    look at one track, ``search_share`` the share of a revisit that a search takes.
    """

    sidelobe_db: Figure
    noise_k: Figure
    range_cell_m: Figure
    improvement_db: Figure
    least_speed_mps: Figure
    dwell_s: Figure
    search_share: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class AirFigures(Shown):
    """Water in the air at the ground; rain falls at ``rain_rate_mmph`` below ``rain_top_msl_m`` within
    ``rain_extent_m`` of the radar."""

    vapour_kgpm3: Figure
    rain_rate_mmph: Figure
    rain_top_msl_m: Figure
    rain_extent_m: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarEffectFigures(Shown):
    """Figures of the radar effects, the same for every radar of a band."""

    bands: tuple[BandFigures, ...]
    land_covers: tuple[LandCover, ...]
    jammers: tuple[JammerKind, ...]
    self_screening: tuple[SelfScreening, ...]
    receivers: ReceiverFigures
    air: AirFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class Jammer:
    """A stand-off jammer fixed in the scenario.

    It stands at ``lat_deg`` and ``lon_deg``, or at ``bearing_rad`` and ``distance_m`` from the aim point, or
    ``distance_m`` out on the raid's first axis, turned by ``axis_bearing_rad``. It radiates into
    ``sector_rad`` about ``pointing_rad``, towards the aim point where that is None, from ``start_s`` to
    ``end_s`` on the clock of the raid. ``erp_density_w_per_hz`` replaces the figure of its ``kind``.
    """

    id: str
    kind: str
    alt_msl_m: float
    lat_deg: float | None = None
    lon_deg: float | None = None
    bearing_rad: float | None = None
    axis_bearing_rad: float | None = None
    distance_m: float | None = None
    erp_density_w_per_hz: float | None = None
    pointing_rad: float | None = None
    sector_rad: float = _WHOLE_TURN_RAD
    start_s: float = 0.0
    end_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankedSector:
    """A sector, clockwise from one bearing to another, in which the radars of a fire unit do not look, or one
    of them; of every fire unit where ``fire_unit`` is empty."""

    from_rad: float
    to_rad: float
    fire_unit: str = ""
    radar: str = ""
    start_s: float = 0.0
    end_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RadarEffects:
    """What a scenario switches on; nothing by default.

    ``land_cover`` is the ground about the sites, for clutter and for the roughness of multipath;
    ``vertical`` the polarisation of every radar.
    """

    multipath: bool = False
    diffraction: bool = False
    clutter: bool = False
    notch: bool = False
    gas: bool = False
    rain: bool = False
    self_screening: bool = False
    land_cover: LandCoverId = "desert"
    vertical: bool = True
    jammers: tuple[Jammer, ...] = field(default=())
    blanked_sectors: tuple[BlankedSector, ...] = field(default=())

    @property
    def on(self) -> tuple[str, ...]:
        """Names of what is on, in a fixed order."""
        flags = ("multipath", "diffraction", "clutter", "notch", "gas", "rain", "self_screening")
        names = [name for name in flags if getattr(self, name)]
        names += ["jammers"] * bool(self.jammers) + ["blanked_sectors"] * bool(self.blanked_sectors)
        return tuple(names)
