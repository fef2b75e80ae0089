"""A raid as ASTERIX: what radars report of the threats that they hold (CAT048), and what posts know (CAT062).

Nothing is measured in a study: places are true, without any error. The bits for simulated reports are set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from skykeep.engine.scene import Actor, Course, Scene, Spell, motion_of, view_of
from skykeep.errors import ExportError

from .asterix_records import Plot, SystemTrack, plot_block, system_track_block
from .files import write_bytes
from .loopback import Timed

__all__ = ["blocks_of", "write_asterix"]

_AREA_CODE = 0
"""System area code of no state."""
_MOST_SOURCES, _MOST_TRACKS = 255, 4095
_FARTHEST_M = 2**16 / 256.0 * 1852.0
"""Range that a plot can tell; what is farther away is not reported."""


def write_asterix(scene: Scene, path: Path) -> None:
    """Write a raid as data blocks one after the other, each with one record.

    Raises
    ------
    ExportError
        If the file cannot be written, or the raid has more radars, posts or threats than there are numbers
        for.
    """
    write_bytes(path, b"".join(each.content for each in blocks_of(scene)))


def blocks_of(scene: Scene) -> list[Timed]:
    """Return the data blocks of a raid in order of time.

    A radar reports a threat that it holds once in each revisit (CAT048: range, azimuth, height, speed). A
    post reports a track that it knows of at each point of the threat's course (CAT062). Radars, then posts,
    have system identification codes from 1 on; threats have track numbers from 1 on in their order.

    Raises
    ------
    ExportError
        If there are more of them than there are numbers for.
    """
    sources = [actor for actor in scene.of_kind("radar", "post") if not actor.passive]
    threats = list(scene.of_kind("threat"))
    for found, most, what in (
        (sources, _MOST_SOURCES, "radars and posts"),
        (threats, _MOST_TRACKS, "threats"),
    ):
        if len(found) > most:
            raise ExportError(
                f"the raid has {len(found)} {what}; ASTERIX has numbers for {most}: export a smaller raid, "
                "or another format"
            )
    numbers = {actor.id: place for place, actor in enumerate(threats, start=1)}
    blocks: list[Timed] = []
    for sic, actor in enumerate(sources, start=1):
        if actor.kind == "radar":
            blocks += _plots(scene, actor, sic, numbers)
        else:
            blocks += _tracks(scene, actor, sic, numbers)
    return sorted(blocks, key=lambda block: block.time_s)


def _plots(scene: Scene, radar: Actor, sic: int, numbers: Mapping[str, int]) -> Iterator[Timed]:
    """Yield the reports of a radar; it stands where it stood when it reports."""
    if radar.reach is None:
        return
    for spell in scene.spells_of(radar.id, "holds"):
        looks_s = np.arange(spell.from_s, spell.until_s, radar.reach.revisit_s)
        course = scene.by_id[spell.about].course.at_times(looks_s)
        view, motion = view_of(course, radar.course.at(spell.from_s)), motion_of(course)
        for place, time_s in enumerate(course.time_s):
            if view.slant_m[place] >= _FARTHEST_M:
                continue
            plot = Plot(
                sac=_AREA_CODE,
                sic=sic,
                time_s=float(time_s),
                range_m=float(view.slant_m[place]),
                azimuth_rad=float(view.azimuth_rad[place]),
                track_number=numbers[spell.about],
                ground_speed_mps=float(motion.ground_speed_mps[place]),
                heading_rad=float(motion.heading_rad[place]),
                height_msl_m=float(course.alt_msl_m[place]),
            )
            yield Timed(float(time_s), plot_block(plot))


def _tracks(scene: Scene, post: Actor, sic: int, numbers: Mapping[str, int]) -> Iterator[Timed]:
    """Yield the tracks of a post."""
    spells = list(scene.spells_of(post.id, "knows"))
    for spell in spells:
        course = scene.by_id[spell.about].course
        course = course.at_times(_known_times(course, spell))
        motion = motion_of(course)
        for place, time_s in enumerate(course.time_s):
            track = SystemTrack(
                sac=_AREA_CODE,
                sic=sic,
                time_s=float(time_s),
                lat_deg=float(course.lat_deg[place]),
                lon_deg=float(course.lon_deg[place]),
                track_number=numbers[spell.about],
                east_mps=float(motion.east_mps[place]),
                north_mps=float(motion.north_mps[place]),
                alt_msl_m=float(course.alt_msl_m[place]),
                climb_mps=float(motion.up_mps[place]),
                begins=place == 0,
                ends=place == course.time_s.size - 1,
            )
            yield Timed(float(time_s), system_track_block(track))


def _known_times(course: Course, spell: Spell) -> npt.NDArray[np.float64]:
    """Return the points of a course at which a post knows of it, and when it begins and ceases to."""
    within = course.time_s[(course.time_s > spell.from_s) & (course.time_s < spell.until_s)]
    return np.unique(np.concatenate([[spell.from_s], within, [spell.until_s]]))
