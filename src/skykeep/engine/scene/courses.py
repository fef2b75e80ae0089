"""Courses: of threats along their paths, of interceptors from launcher to meeting, of units that move."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from skykeep.compiler.geometry import ASSUMED_EYE_HEIGHT_AGL_M, SitePlace
from skykeep.compiler.whereabouts import Whereabouts
from skykeep.core.earth.geodesy import geodetic_from_ecef, geodetic_from_normal, normal_from_geodetic
from skykeep.core.raid.tables.entities import Shot
from skykeep.core.raid.world import Case

from ..replay import PlayedRaid
from .records import Course, Place

__all__ = [
    "course_of_shot",
    "course_of_threat",
    "is_aloft",
    "sample_times",
    "standing",
    "stands_at",
]

F64 = npt.NDArray[np.float64]


def sample_times(from_s: float, until_s: float, step_s: float) -> F64:
    """Return the ends of a span of time, and the whole steps of the clock between them."""
    first, last = np.floor(from_s / step_s) + 1.0, np.ceil(until_s / step_s) - 1.0
    between = np.arange(first, last + 1.0) * step_s
    between = between[(between > from_s) & (between < until_s)]
    ends = [from_s, until_s] if until_s > from_s else [from_s]
    return np.concatenate([ends[:1], between, ends[1:]])


def standing(place: Place) -> Course:
    """Return the course of what stands at a place."""
    return Course(np.zeros(1), *(np.array([value]) for value in place))


def stands_at(site: SitePlace) -> Place:
    """Return the ground of a site, or where its antenna flies: high above it."""
    height_agl_m = site.eye_agl_m if is_aloft(site) else 0.0
    return Place(site.lat_deg, site.lon_deg, site.alt_msl_m + height_agl_m)


def is_aloft(site: SitePlace) -> bool:
    """Whether an antenna flies at a site, or hangs from a balloon: its ranges do not count from the usual
    height of radars."""
    return site.eye_agl_m != ASSUMED_EYE_HEIGHT_AGL_M


def course_of_threat(
    case: Case, where: Whereabouts, played: PlayedRaid, threat: int, step_s: float
) -> Course:
    """Return where a threat is from the start of its path until it has ended."""
    state = played.raid.threats[threat]
    ended_s = float(played.results.threats["ended_s"][0, threat])
    time_s = sample_times(float(state.start_s), ended_s, step_s)
    return Course(time_s, *_on_path(case, where, played, threat, time_s))


def _on_path(
    case: Case, where: Whereabouts, played: PlayedRaid, threat: int, time_s: F64
) -> tuple[F64, F64, F64]:
    """Return latitudes, longitudes and heights of a threat on its path: straight between nodes."""
    state = played.raid.threats[threat]
    nodes = slice(int(state.first_node), int(state.end_node))
    path_s, node_s = time_s - state.start_s, case.nodes["path_s"][nodes]
    ecef_m = where.nodes_ecef_m[nodes]
    there_m = np.stack([np.interp(path_s, node_s, ecef_m[:, axis]) for axis in range(3)], axis=-1)
    lat_deg, lon_deg, _ = geodetic_from_ecef(there_m)
    return lat_deg, lon_deg, np.interp(path_s, node_s, case.nodes["alt_msl_m"][nodes])


def _launch_place(case: Case, where: Whereabouts, world: int, played: PlayedRaid, shot: Shot) -> Place:
    """Return where the launcher of a shot stood when it was launched: its unit may have moved before."""
    launcher = case.launchers[world, shot.launcher]
    site, alt_msl_m = int(launcher.site), float(launcher.alt_msl_m)
    if case.wear is not None:
        for number, move in enumerate(case.wear.moves[world]):
            arrives_s = played.raid.wear.moves[number].arrives_s
            if move.first_unit <= shot.unit < move.end_unit and arrives_s <= shot.launch_s:
                stand = case.wear.stands[world, shot.launcher]
                site, alt_msl_m = int(stand.site), float(stand.alt_msl_m)
    return Place(where.sites[site].lat_deg, where.sites[site].lon_deg, alt_msl_m)


def course_of_shot(
    case: Case, where: Whereabouts, world: int, played: PlayedRaid, shot: Shot, step_s: float
) -> Course:
    """Return the straight line from the launcher to where a round meets its threat, gone along evenly.

    Place and time of both ends are the simulation's; the way between them is drawn for the eye, since no
    flight of a round is modelled. It goes straight over the ground and rises evenly.
    """
    met = (each[0] for each in _on_path(case, where, played, int(shot.threat), np.array([shot.intercept_s])))
    ends = (_launch_place(case, where, world, played, shot), Place(*(float(each) for each in met)))
    time_s = sample_times(float(shot.launch_s), float(shot.intercept_s), step_s)
    return Course(time_s, *_between(ends, time_s))


def _between(ends: Sequence[Place], time_s: F64) -> tuple[F64, F64, F64]:
    """Return places on the even way between two, which begins and ends with the first and last time."""
    span_s = time_s[-1] - time_s[0]
    share = (time_s - time_s[0]) / span_s if span_s > 0.0 else np.zeros(time_s.size)
    first, last = (normal_from_geodetic(end.lat_deg, end.lon_deg) for end in ends)
    normal = first + share[:, np.newaxis] * (last - first)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    lat_deg, lon_deg = geodetic_from_normal(normal)
    for place, end in zip((0, -1)[: time_s.size], ends, strict=False):  # as given, to the last digit
        lat_deg[place], lon_deg[place] = end.lat_deg, end.lon_deg
    return lat_deg, lon_deg, ends[0].alt_msl_m + share * (ends[1].alt_msl_m - ends[0].alt_msl_m)
