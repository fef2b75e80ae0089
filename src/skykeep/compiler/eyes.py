"""Outside eyes laid out: where their stations are, how high, and the radars and links that stand for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..catalogue import Catalogue
from ..model.figure import fixed
from ..model.scenario import Scenario
from ..model.system import Radar
from ..model.watch import Orbit, OutsideEye, PassiveSensor
from ..terrain import Heightfield
from ..terrain.geodesic import WGS84
from ..terrain.profiles import site_altitude_m
from .draws import Choice, Draws, antenna_heights
from .plans import LinkPlan, SensorDuty, SensorPlan

__all__ = ["Station", "eye_links", "eye_sensors", "passive_path", "stations_of"]

_EYE_POST = 1_000_000
"""Where links of eyes stand among those of posts: after all of them, since no post sends over them."""
_SEES_ALL = 1.0e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A place of an eye, with its part of the orbit."""

    lat_deg: float
    lon_deg: float
    number: int
    count: int


def stations_of(eye: OutsideEye) -> tuple[Station, ...]:
    """Return the places that stand for an eye: its own, or those in the middle of equal times of an orbit."""
    if eye.orbit is None:
        return (Station(lat_deg=eye.lat_deg, lon_deg=eye.lon_deg, number=0, count=1),)
    return tuple(_station(eye, eye.orbit, number) for number in range(eye.orbit.stations))


def _station(eye: OutsideEye, orbit: Orbit, number: int) -> Station:
    """Return one place: out along the leg in the first half of the period, back in the second."""
    share = (number + 0.5) / orbit.stations
    along = 2.0 * share if share < 0.5 else 2.0 - 2.0 * share
    away_m = (along - 0.5) * orbit.length_m
    bearing_deg = float(np.degrees(orbit.bearing_rad))
    lon_deg, lat_deg, _ = WGS84.fwd(eye.lon_deg, eye.lat_deg, bearing_deg, away_m)
    return Station(
        lat_deg=round(float(lat_deg), 9),
        lon_deg=round(float(lon_deg), 9),
        number=number,
        count=orbit.stations,
    )


def passive_path(eye: OutsideEye) -> str:
    """Return where the figures of a passive sensor stand."""
    return f"outside/passive/{eye.passive}"


def _passive_radar(kind: PassiveSensor) -> Radar:
    """Return a passive sensor in the form of a radar: what it hears in sight within its range it has for
    certain, so the figures of echoes stand for nothing."""
    nothing = fixed(1.0)
    return Radar(
        id=kind.id,
        name=kind.name,
        role="acquisition",
        band="l",
        antenna_height_m=kind.antenna_height_m,
        detection_range_m=kind.detection_range_m,
        reference_rcs_m2=nothing,
        reference_p_detect=nothing,
        instrumented_range_m=kind.detection_range_m,
        revisit_s=kind.revisit_s,
        sector_rad=nothing,
        elevation_min_rad=nothing,
        elevation_max_rad=nothing,
        track_capacity=fixed(_SEES_ALL),
    )


def eye_radars(eye: OutsideEye, catalogue: Catalogue) -> list[tuple[str, Radar]]:
    """Return the radars of an eye, each with the path of its figures."""
    if eye.passive:
        kind = next(each for each in catalogue.outside.passive if each.id == eye.passive)
        return [(passive_path(eye), _passive_radar(kind))]
    system = catalogue.system(eye.system)
    return [(f"{eye.system}/radars/{radar.id}", radar) for radar in system.radars if radar.searches]


def eye_heights(
    eye: OutsideEye, station: Station, radar: tuple[str, Radar], draws: Draws, ground: Heightfield
) -> Choice:
    """Return the heights above ground of an antenna at a station, and what each world takes."""
    if eye.alt_msl_m is not None:
        ground_m = site_altitude_m(ground, station.lat_deg, station.lon_deg)
        return Choice((max(eye.alt_msl_m - ground_m, 0.5),), np.zeros(draws.worlds, np.int64))
    return antenna_heights(draws, radar[0], radar[1], eye.height_agl_m)


def eye_sensors(
    scenario: Scenario,
    catalogue: Catalogue,
    draws: Draws,
    ground: Heightfield,
    posts: Mapping[str, int],
    links: int,
) -> list[tuple[Station, SensorPlan]]:
    """Return the rows of the radars of outside eyes, each with the station where it stands; their site is
    still to be found, their ``antenna`` counts from the first of them. ``links`` is the row of the link of
    the first eye."""
    found: list[tuple[Station, SensorPlan]] = []
    for number, eye in enumerate(scenario.watch.eyes):
        first = len(found)
        radars = eye_radars(eye, catalogue)
        for station in stations_of(eye):
            for place, (path, radar) in enumerate(radars):
                suffix = f"/{station.number}" if station.number else ""
                name = f"{eye.id}/{radar.id}"
                sensor = SensorPlan(
                    name=name,
                    key=f"{name}{suffix}",
                    path=path,
                    radar=radar,
                    role="acquisition" if radar.engages else radar.role,
                    site=-1,
                    post=posts[eye.tells],
                    owner=eye.id,
                    heights=eye_heights(eye, station, (path, radar), draws, ground),
                    link=links + number,
                    duty=_duty(eye, station, first + place),
                )
                found.append((station, sensor))
    return found


def _duty(eye: OutsideEye, station: Station, antenna: int) -> SensorDuty:
    """Return when a station of an eye looks."""
    if eye.orbit is None:
        return SensorDuty(passive=bool(eye.passive), eye=True, antenna=antenna)
    turn_s = eye.orbit.period_s / station.count
    return SensorDuty(
        passive=bool(eye.passive),
        eye=True,
        antenna=antenna,
        period_s=eye.orbit.period_s,
        turn_from_s=station.number * turn_s,
        turn_s=turn_s,
        turn_name=f"{eye.id}/orbit",
    )


def eye_links(scenario: Scenario, posts: Mapping[str, int]) -> Sequence[LinkPlan]:
    """Return the links of outside eyes to the posts that they tell, one way each."""
    return [
        LinkPlan(
            lower=eye.id,
            upper=eye.tells,
            path="outside/link",
            settings=eye.link,
            from_post=_EYE_POST,
            to_post=posts[eye.tells],
            back=-1,
            is_down=False,
        )
        for eye in scenario.watch.eyes
    ]
