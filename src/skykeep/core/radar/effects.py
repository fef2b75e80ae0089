"""What radar effects make of the power ratio of a look; without any, nothing here is entered.

A receiver holds the figures of one radar in one world. What depends on a node of a path and not on the draw,
sight of the ground below it, radial speed and diffraction over the terrain, comes in tables.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..kernel.by_address import lasting
from ..kernel.jit import kernel
from ..kernel.records import Cube, Grid, Record, Rows
from .air_loss import power_share, rain_length_m, sea_level_length_m
from .clutter import beam_share, clutter_to_noise
from .jamming import Interference, interference_to_noise
from .multipath import two_ray_power_factor
from .notch import is_in_notch

__all__ = ["Cell", "EffectTables", "Effects", "Receiver", "affected_snr", "no_effects"]


DRY_M, WET_M = 6000.0, 2000.0
"""Heights over which oxygen and water vapour thin out to 1 / e, as far as they attenuate: equivalent heights
after Recommendation ITU-R P.676, annex 2, rounded."""


class Receiver(Record):
    """A radar and its surroundings as radar effects see them, in one world.

    ``diffraction_row`` is its row of ``Effects.diffraction``. ``residue_m2_per_m`` 0 is without clutter,
    ``least_speed_mps`` 0 without a notch; losses of air and rain are one way, 0 without. Heights of the
    antenna above the ground of the site, and of that above sea level; ``reflects`` switches multipath on.
    """

    diffraction_row: int
    residue_m2_per_m: float
    least_speed_mps: float
    beam_rad: float
    wavelength_m: float
    antenna_height_m: float
    site_alt_msl_m: float
    earth_radius_m: float
    roughness_m: float
    reflects: bool
    vertical: bool
    sea: bool
    dry_db_per_m: float
    wet_db_per_m: float
    rain_db_per_m: float
    rain_top_msl_m: float
    rain_extent_m: float


@lasting
class Effects(NamedTuple):
    """Radar effects of one world; every table is empty where nothing is on that needs it.

    ``receivers`` [radar]; ``sources`` [radar, source] of noise; ``self_screening_m2`` [radar, class] is J/N
    times squared range. ``ground_seen`` [site, node] are bits like those of ``Sight.seen`` for the ground
    below a node, ``radial_speed_mps`` [site, node] the speed along the line of sight, ``diffraction`` [row,
    node] what is left of the power of an echo that bends over the terrain.
    """

    receivers: Rows[Receiver]
    sources: Grid[Interference]
    self_screening_m2: Grid[float]
    ground_seen: Grid[int]
    radial_speed_mps: Grid[float]
    diffraction: Grid[float]


class EffectTables(NamedTuple):
    """The same of all worlds, which are the first axis of the first three tables."""

    receivers: Grid[Receiver]
    sources: Cube[Interference]
    self_screening_m2: Cube[float]
    ground_seen: Grid[int]
    radial_speed_mps: Grid[float]
    diffraction: Grid[float]

    def world(self, number: int) -> Effects:
        """Return those of one world."""
        if len(self.receivers) == 0:
            return no_effects()
        return Effects(
            self.receivers[number], self.sources[number], self.self_screening_m2[number], *self[3:]
        )

    def of_worlds(self, places: npt.NDArray[np.int64]) -> EffectTables:
        """Return those of the worlds at some places."""
        drawn: dict[str, Any] = {
            name: np.take(getattr(self, name), places, axis=0) for name in self._fields[:3]
        }
        return self if len(self.receivers) == 0 else self._replace(**drawn)


def no_effects() -> Effects:
    """Return what stands for all effects off."""
    return Effects(
        receivers=Receiver.table(0),
        sources=Interference.table(0, 0),
        self_screening_m2=_empty(np.float64),
        ground_seen=_empty(np.int64),
        radial_speed_mps=_empty(np.float64),
        diffraction=_empty(np.float64),
    )


def _empty(kind: type) -> Any:
    """Return a grid without rows."""
    return np.zeros((0, 0), kind)


class Cell(NamedTuple):
    """Where a threat is and how it moves, as seen from the radar that looks at it.

    ``diffracted`` is what the terrain leaves of its echo, 1 where nobody asks. ``axis_rad`` is the azimuth of
    the raid's first axis; ``time_s`` nan takes all sources as on.
    """

    slant_m: float
    ground_m: float
    azimuth_rad: float
    alt_msl_m: float
    height_agl_m: float
    radial_speed_mps: float
    in_sight: bool
    ground_seen: bool
    diffracted: float
    self_screening_m2: float
    axis_rad: float
    time_s: float


@kernel()
def _path_factor(receiver: Receiver, cell: Cell) -> float:
    """Return what ground, terrain and air leave of the power of an echo."""
    factor = cell.diffracted
    if cell.in_sight and receiver.reflects:
        factor = two_ray_power_factor(
            ground_range_m=max(cell.ground_m, 1.0),
            antenna_height_m=receiver.antenna_height_m,
            target_height_m=cell.alt_msl_m - receiver.site_alt_msl_m,
            earth_radius_m=receiver.earth_radius_m,
            wavelength_m=receiver.wavelength_m,
            beam_rad=receiver.beam_rad,
            roughness_m=receiver.roughness_m,
            vertical=receiver.vertical,
            sea=receiver.sea,
        )
    near_m = receiver.site_alt_msl_m + receiver.antenna_height_m
    loss_db = 0.0
    if receiver.dry_db_per_m > 0.0:
        loss_db += receiver.dry_db_per_m * sea_level_length_m(cell.slant_m, near_m, cell.alt_msl_m, DRY_M)
        loss_db += receiver.wet_db_per_m * sea_level_length_m(cell.slant_m, near_m, cell.alt_msl_m, WET_M)
    if receiver.rain_db_per_m > 0.0:
        top_m, extent_m = receiver.rain_top_msl_m, receiver.rain_extent_m
        loss_db += receiver.rain_db_per_m * rain_length_m(
            cell.slant_m, near_m, cell.alt_msl_m, top_m, extent_m
        )
    return factor * power_share(loss_db) if loss_db > 0.0 else factor


@kernel()
def affected_snr(
    snr: float,
    snr_range4_per_m2: float,
    receiver: Receiver,
    sources: Rows[Interference],
    cell: Cell,
) -> float:
    """Return the power ratio of a look with all effects on that are, from that without.

    ``snr_range4_per_m2`` is that of the radar. Noise of jammers and what is left of clutter add to the noise
    of the receiver.
    """
    if not cell.in_sight and not cell.diffracted > 0.0:
        return 0.0
    if is_in_notch(cell.radial_speed_mps, receiver.least_speed_mps):
        return 0.0
    noise = 1.0 + interference_to_noise(sources, cell.azimuth_rad, cell.axis_rad, cell.time_s)
    noise += cell.self_screening_m2 / max(cell.slant_m * cell.slant_m, 1.0)
    if cell.ground_seen and receiver.residue_m2_per_m > 0.0:
        share = beam_share(cell.height_agl_m, cell.slant_m, receiver.beam_rad)
        noise += clutter_to_noise(snr_range4_per_m2, cell.slant_m, receiver.residue_m2_per_m, share)
    return snr * _path_factor(receiver, cell) / noise
