"""Radar effects in coverage: the receivers and sources of raids, at one value for each figure, along rays."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.compiler.diffraction import REACH_M
from skykeep.compiler.noise_sources import Emplacement, screening_m2, source_rows
from skykeep.compiler.radar_effects import ASSUMED_CLUTTER_TOP_AGL_M
from skykeep.compiler.receivers import Antenna, fill_receiver, wavelength_m
from skykeep.core.earth.horizon import effective_radius_m
from skykeep.core.radar.bent_echoes import fill_bent_echoes, fill_geometry
from skykeep.core.radar.effect_factors import RayEffects, fill_effect_factors
from skykeep.core.radar.effects import Receiver
from skykeep.core.radar.inbound import RadarColumns, Rays
from skykeep.core.radar.jamming import Interference
from skykeep.scenario.effect_words import effect_listing, effect_sentences

from .columns import RadarValues, TargetValues
from .question import EffectsAsked
from .setup import SiteSetup

__all__ = ["effect_notes", "effects_json", "with_effects"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]


def with_effects(
    setup: SiteSetup, radars: tuple[RadarValues, ...], columns: RadarColumns, rays: Rays, target: TargetValues
) -> RadarColumns:
    """Return the columns of radars with the radar effects of the question; as they are where none is on.

    Stand-off jammers count as on; one on the axis of the raid stands beyond the target on each bearing.

    Raises
    ------
    CompileError
        If gas or rain is on and itur is not installed.
    """
    asked = setup.question.effects
    if asked is None:
        return columns
    effects = asked.effects

    def value(path: str, name: str) -> F64:
        return np.array([setup.read(path, name, asked.figures[f"{path}/{name}"])])

    receivers = Receiver.table(len(radars))
    sources = Interference.table(len(radars), len(effects.jammers) + len(effects.blanked_sectors))
    screening = np.zeros(len(radars))
    for number, radar in enumerate(radars):
        antenna = Antenna(
            band=radar.band,
            height_agl_m=np.array([radar.antenna_height_m]),
            site_alt_msl_m=setup.profiles.site_alt_msl_m,
            k=np.array([setup.question.k]),
        )
        place = Emplacement(setup.site.name, radar.id, setup.site.lat_deg, setup.site.lon_deg, antenna)
        fill_receiver(receivers[number : number + 1], antenna, effects, value)
        sources[number] = source_rows(place, asked.aim, effects, value, 1)[0]
        if effects.self_screening:
            screening[number] = screening_m2(antenna, [target.id], asked.carrying, value, 1)[0, 0]
    shape = (len(radars), *rays.ground_alt_msl_m.shape)
    bent = np.zeros((0, 0, 0), np.float32)
    if effects.diffraction:
        waves = {radar.band: float(wavelength_m(_antenna(radar), value)[0]) for radar in radars}
        bent = np.stack([_bent_power(setup, radar, rays, target, waves[radar.band]) for radar in radars])
    every = setup.profiles.bearing_rad.size // shape[1]
    along = RayEffects(
        receivers,
        sources,
        screening,
        np.ascontiguousarray(setup.profiles.bearing_rad[::every]),
        bent,
        ASSUMED_CLUTTER_TOP_AGL_M,
    )
    clear_factor = np.ones(shape, np.float32)
    bent_factor = np.zeros(bent.shape, np.float32)
    flight = (target.speed_mps, target.height_agl_m)
    fill_effect_factors(columns, rays, along, flight, clear_factor, bent_factor)
    return columns._replace(clear_factor=clear_factor, bent_factor=bent_factor)


def _antenna(radar: RadarValues) -> Antenna:
    """Return an antenna that is known by its band alone."""
    nothing = np.zeros(1)
    return Antenna(band=radar.band, height_agl_m=nothing, site_alt_msl_m=0.0, k=nothing)


def _bent_power(
    setup: SiteSetup, radar: RadarValues, rays: Rays, target: TargetValues, wavelength: float
) -> F32:
    """Return what the terrain leaves of an echo, [ray, range]; computed a post apart, and kept."""
    count, points = rays.ground_alt_msl_m.shape
    key = (radar.antenna_height_m, wavelength, target.height_agl_m, count)
    if key in setup.bent:
        return setup.bent[key]
    ground = np.ascontiguousarray(rays.ground_alt_msl_m[:, 1::2])
    range_m = np.ascontiguousarray(rays.range_m[1::2])
    near = range_m <= REACH_M
    ray, point = np.meshgrid(np.arange(count), np.flatnonzero(near), indexing="ij")
    alt = ground[:, near].astype(np.float64) + target.height_agl_m
    known = ~np.isnan(alt)
    targets = (ray[known], point[known], alt[known])
    geometry, power = np.empty((targets[0].size, 4)), np.empty(targets[0].size)
    radius_m = effective_radius_m(setup.question.k)
    site_alt = setup.profiles.site_alt_msl_m
    fill_geometry(
        (range_m, ground),
        (site_alt, site_alt + radar.antenna_height_m, radius_m),
        wavelength,
        targets,
        geometry,
    )
    effects = setup.question.effects
    wave = (
        wavelength,
        effects is None or effects.effects.vertical,
        1.0 if effects is not None and effects.effects.land_cover == "sea" else 0.0,
    )
    fill_bent_echoes(geometry, range_m[targets[1]], radius_m, wave, power)
    coarse = np.zeros((count, range_m.size), np.float32)
    coarse[targets[0], targets[1]] = power
    found = np.ascontiguousarray(coarse[:, np.minimum(np.arange(points) // 2, range_m.size - 1)])
    setup.bent[key] = found
    return found


def effect_notes(asked: EffectsAsked | None) -> tuple[str, ...]:
    """Return what an answer says about the radar effects that are on; nothing where none is."""
    if asked is None:
        return ()
    notes = effect_sentences(asked.effects)
    if asked.effects.jammers:
        notes += (
            "Jammers and blanked sectors count as on throughout; a jammer on the raid's first axis stands on "
            "that of the target, whatever its bearing.",
        )
    return notes


def effects_json(asked: EffectsAsked | None) -> dict[str, Any]:
    """Return the radar effects that are on as plain values; nothing where none is."""
    if asked is None:
        return {}
    effects = asked.effects
    words = list(effect_listing(effects))
    return {"radar_effects": {"on": list(effects.on), "words": words, "land_cover": effects.land_cover}}
