"""What radar effects a scenario has on, in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from skykeep.model import BlankedSector, Jammer, RadarEffects

__all__ = ["effect_listing", "effect_sentences"]

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "multipath": "multipath (the ray that the ground reflects)",
        "diffraction": "diffraction (what bends over hills and the horizon)",
        "clutter": "clutter (echoes of the ground)",
        "notch": "the velocity notch",
        "gas": "loss in air",
        "rain": "loss in rain",
        "self_screening": "jamming by threats that carry a jammer",
    }
)


def effect_listing(effects: RadarEffects) -> tuple[str, ...]:
    """Return one phrase for each effect that is on."""
    found = [WORDS[name] for name in effects.on if name in WORDS]
    found += [_jammer(jammer) for jammer in effects.jammers]
    found += [_sector(sector) for sector in effects.blanked_sectors]
    return tuple(found)


def effect_sentences(effects: RadarEffects) -> tuple[str, ...]:
    """Return what every answer says about the effects that are on; nothing where none is."""
    if not effects.on:
        return ()
    ground = f"; the ground is {effects.land_cover.replace('-', ' ')}" if _has_ground(effects) else ""
    return (
        f"Radar effects that are on: {'; '.join(effect_listing(effects))}{ground}. Their figures are "
        "assumed, the same for every radar of a band ('skykeep catalogue show effects').",
    )


def _has_ground(effects: RadarEffects) -> bool:
    """Return whether the kind of ground matters."""
    return effects.clutter or effects.multipath


def _jammer(jammer: Jammer) -> str:
    """Return where a jammer stands and how strong it is."""
    if jammer.lat_deg is not None and jammer.lon_deg is not None:
        place = f"at {jammer.lat_deg:g}, {jammer.lon_deg:g}"
    else:
        distance = f"{(jammer.distance_m or 0.0) / 1000.0:g} km"
        turned = math.degrees(jammer.axis_bearing_rad or 0.0)
        if jammer.bearing_rad is not None:
            place = f"{distance} out on {math.degrees(jammer.bearing_rad):g} degrees"
        elif turned:
            place = f"{distance} out, {turned:g} degrees from the raid's first axis"
        else:
            place = f"{distance} out on the raid's first axis"
    power = (
        "its power density drawn"
        if jammer.erp_density_w_per_hz is None
        else f"{jammer.erp_density_w_per_hz:g} W/Hz"
    )
    return f"jammer {jammer.id} ({jammer.kind}, {power}) {place}, {jammer.alt_msl_m:g} m above sea level"


def _sector(sector: BlankedSector) -> str:
    """Return a sector that is blanked, and whose."""
    whose = " of ".join(name for name in (sector.radar, sector.fire_unit) if name) or "every radar"
    from_deg, to_deg = (math.degrees(value) % 360.0 for value in (sector.from_rad, sector.to_rad))
    return f"{whose} does not look from {from_deg:g} to {to_deg:g} degrees"
