"""Raids: groups expanded to one row per threat, and the path families that the threats share."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..errors import CompileError, did_you_mean
from ..model.threat import RaidGroup, StandardRaid, ThreatClass, group_ids
from .bodies import DrawnBodies
from .heights import DrawnHeights
from .members import members_of
from .path_families import FALLS, PathFamily
from .paths import bearing_grid

__all__ = [
    "DEFAULT_BEARINGS",
    "AimPoint",
    "RaidPaths",
    "RaidPlan",
    "Target",
    "Targets",
    "raid_families",
    "raid_paths",
]

DEFAULT_BEARINGS = 720
"""Bearings of the grid that the first bearing of a raid is drawn from: every half degree."""
_TWO_PI = 2.0 * math.pi

I64 = npt.NDArray[np.int64]
F64 = npt.NDArray[np.float64]
U8 = npt.NDArray[np.uint8]


class AimPoint(NamedTuple):
    """A place that is aimed at, geodetic degrees."""

    lat_deg: float
    lon_deg: float


class Target(NamedTuple):
    """A part of the defence that is aimed at: its row in the table of its kind, and where it stands.

    One that stands at a site that is drawn has all ``places`` of the site with that row, else -1.
    """

    row: int
    place: AimPoint
    site: int = -1
    places: tuple[AimPoint, ...] = ()


class DrawnAim(NamedTuple):
    """A site that is drawn, and the family that leads to each of its places."""

    site: int
    families: tuple[int, ...]


Targets = Mapping[str, Sequence[Target]]
"""What there is to aim at, by the words of a raid group: ``engagement_radar``, ``searching_radar``,
``command_post``, ``launcher``."""
AIMED_AT = ("engagement_radar", "searching_radar", "command_post", "launcher")
"""Aims that are parts of the defence, in the order of ``aim_unit``, ``aim_radar``, ``aim_post`` and
``aim_launcher``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidPlan:
    """A raid expanded: families, and columns with one row per threat in the order of groups and members.

    Attributes
    ----------
    families
        Distinct path families, in order of first use.
    class_ids
        Threat classes, in order of first use; ``class_index`` points here.
    bearings
        Size of the bearing grid that ``bearing_offset`` counts in.
    id_path
        ``raid/<group id>/<class>/<member>``: the name that keys a threat's random draws.
    family
        Index of the threat's family.
    bearing_offset
        Steps of the grid clockwise from the raid's first bearing, from 0 to ``bearings - 1``.
    delay_s
        Start of the threat's path on the raid's clock, without exponential spacings.
    spacing_mean_s
        Above zero: the threat starts one exponential spacing of this mean after the member before it in its
        wave (added to ``delay_s``). Zero for the first member of a wave and for fixed spacing.
    wave, wave_mean_s
        Wave of the threat, from 0; above zero, the waves of a raid follow at exponential intervals of this
        mean, which groups share.
    group
        Index of the threat's group.
    heights
        How many families, from ``family`` on, the threat has for the heights that its raid draws; 1 where
        its height is stated. As many follow for each further body of its class.
    cue
        Row of the threat nearest to the raid's first axis, of several the first by name: it shows where the
        axis lies to a radar that is cued.
    decoy
        1 for a decoy.
    aim_unit, aim_radar, aim_post, aim_launcher
        Fire unit, searching radar, command post or launcher aimed at, -1 for none of them.
    drawn_aims
        Threats that aim at what stands at a drawn site, by row.
    """

    families: tuple[PathFamily, ...]
    class_ids: tuple[str, ...]
    bearings: int
    id_path: tuple[str, ...]
    class_index: I64
    family: I64
    heights: I64
    bearing_offset: I64
    delay_s: F64
    spacing_mean_s: F64
    wave: I64
    wave_mean_s: F64
    group: I64
    cue: int
    decoy: U8
    aim_unit: I64
    aim_radar: I64
    aim_post: I64
    aim_launcher: I64
    drawn_aims: Mapping[int, DrawnAim] = field(default_factory=dict)


class RaidPaths(NamedTuple):
    """Bearings to build paths for, and the kernel's columns: a threat flies path
    ``path_start + (drawn bearing + bearing_offset) % bearings``, and ``height_step`` on for each height."""

    bearings_rad: F64
    path_start: I64
    bearings: I64
    bearing_offset: I64
    height_step: I64


def raid_families(
    raid: StandardRaid,
    threats: Mapping[str, ThreatClass],
    *,
    aim: AimPoint,
    targets: Targets = MappingProxyType({}),
    heights: Mapping[str, DrawnHeights] = MappingProxyType({}),
    bodies: Mapping[str, DrawnBodies] = MappingProxyType({}),
    assets: Mapping[str, AimPoint] = MappingProxyType({}),
    bearings: int = DEFAULT_BEARINGS,
) -> RaidPlan:
    """Return the raid expanded to threats, with the path families they fly.

    Axis and fan angles are rounded to the grid. Threats aimed at parts of the defence take those of a
    kind in turn by member.

    Parameters
    ----------
    raid
        The raid.
    threats
        Threat classes by id.
    aim
        The defended point.
    targets
        Parts of the defence that a group may aim at, by kind.
    heights
        Heights of the classes that have a group without a stated one, by id.
    bodies
        Bodies of the quasi-ballistic classes, by id.
    assets
        Assets that a group may fly at instead of the defended point, by id.
    bearings
        Size of the bearing grid, at least 1.

    Raises
    ------
    CompileError
        If a group names a class that is not given, or aims at a kind of which there is none.
    """
    families: dict[PathFamily, int] = {}
    class_ids: dict[str, int] = {}
    id_path: list[str] = []
    rows: list[tuple[Any, ...]] = []
    drawn_aims: dict[int, DrawnAim] = {}
    names = group_ids(raid.groups)
    for number, group in enumerate(raid.groups):
        threat = _class_of(raid, number, threats)
        aimed = targets.get(group.aim, ())
        if group.aim in AIMED_AT and not aimed:
            raise CompileError(
                f"raid {raid.id!r}, groups[{number}]: aim = {group.aim}, but the defence has none; give one, "
                "in a fire unit or a formation, or aim = defended_point"
            )
        class_index = class_ids.setdefault(threat.id, len(class_ids))
        axis_rad = group.axis * raid.axis_angle_rad
        place = assets.get(group.asset, aim)
        for member in members_of(group):
            target = aimed[member.number % len(aimed)] if aimed else Target(-1, place)
            label = f"raid {raid.id!r}, groups[{number}] ({threat.id})"
            flown = _families(group, threat, target.place, (heights, bodies), label)
            for family in flown:
                families.setdefault(family, len(families))
            if target.places:
                drawn = (heights, bodies)
                each = [_families(group, threat, place, drawn, label) for place in target.places]
                drawn_aims[len(rows)] = _drawn_aim(target.site, each, families)
            offset = round((axis_rad + member.angle_rad) / _TWO_PI * bearings) % bearings
            at = [target.row if group.aim == kind else -1 for kind in AIMED_AT]
            way = (class_index, families[flown[0]], flown[0].heights, offset)
            when = (member.delay_s, member.spacing_mean_s, member.wave, member.wave_mean_s)
            rows.append((*way, *when, number, threat.is_decoy, *at))
            id_path.append(f"raid/{names[number]}/{threat.id}/{member.number}")
    columns = list(zip(*rows, strict=True)) if rows else [()] * 14
    return RaidPlan(
        families=tuple(families),
        class_ids=tuple(class_ids),
        bearings=bearings,
        id_path=tuple(id_path),
        class_index=np.array(columns[0], np.int64),
        family=np.array(columns[1], np.int64),
        heights=np.array(columns[2], np.int64),
        bearing_offset=np.array(columns[3], np.int64),
        delay_s=np.array(columns[4], np.float64),
        spacing_mean_s=np.array(columns[5], np.float64),
        wave=np.array(columns[6], np.int64),
        wave_mean_s=np.array(columns[7], np.float64),
        group=np.array(columns[8], np.int64),
        cue=_nearest_to_first_axis([row[3] for row in rows], id_path, bearings),
        decoy=np.array(columns[9], np.uint8),
        aim_unit=np.array(columns[10], np.int64),
        aim_radar=np.array(columns[11], np.int64),
        aim_post=np.array(columns[12], np.int64),
        aim_launcher=np.array(columns[13], np.int64),
        drawn_aims=MappingProxyType(drawn_aims),
    )


def _drawn_aim(site: int, each: Sequence[Sequence[PathFamily]], families: dict[PathFamily, int]) -> DrawnAim:
    """Return the first family that leads to each place of a drawn site, after listing those that are new."""
    for flown in each:
        for family in flown:
            families.setdefault(family, len(families))
    return DrawnAim(site, tuple(families[flown[0]] for flown in each))


def _nearest_to_first_axis(offsets: Sequence[int], names: Sequence[str], bearings: int) -> int:
    """Return the row whose bearing is nearest to the first axis, ties by name."""
    turned = [min(offset, bearings - offset) for offset in offsets]
    return min(range(len(turned)), key=lambda row: (turned[row], names[row]), default=0)


def raid_paths(plan: RaidPlan, first_bearing_rad: float | None = None) -> RaidPaths:
    """Return the bearings that a raid needs and where each threat finds its path in the bank built for them.

    Without a first bearing that is the whole grid. With one, rounded to the grid, only the bearings in use
    are built and each threat has a single path.
    """
    grid_rad = bearing_grid(plan.bearings)
    if first_bearing_rad is None:
        return RaidPaths(
            grid_rad,
            plan.family * plan.bearings,
            np.full_like(plan.family, plan.bearings),
            plan.bearing_offset,
            np.where(plan.heights > 1, plan.bearings, 0),
        )
    first = round(first_bearing_rad / _TWO_PI * plan.bearings)
    used, place = np.unique((plan.bearing_offset + first) % plan.bearings, return_inverse=True)
    return RaidPaths(
        grid_rad[used],
        plan.family * used.size + place,
        np.ones_like(plan.family),
        np.zeros_like(plan.family),
        np.where(plan.heights > 1, used.size, 0),
    )


def _class_of(raid: StandardRaid, number: int, threats: Mapping[str, ThreatClass]) -> ThreatClass:
    name = raid.groups[number].threat_class
    if name not in threats:
        raise CompileError(
            f"raid {raid.id!r}, groups[{number}]: threat_class = {name!r} is not a threat class; "
            f"allowed: {', '.join(sorted(threats))}.{did_you_mean(name, threats)}"
        )
    return threats[name]


def _families(
    group: RaidGroup,
    threat: ThreatClass,
    target: AimPoint,
    drawn: tuple[Mapping[str, DrawnHeights], Mapping[str, DrawnBodies]],
    label: str,
) -> list[PathFamily]:
    """Return how a group flies, at its stated height or at each of those that are drawn from, with one body
    after the other.

    Heights of ballistic flight are apogees, 0 the arc of least energy.
    """
    heights, bodies = drawn
    values_m = (group.height_m,) if group.height_m is not None else heights[threat.id].values_m
    found = []
    for body in bodies[threat.id].bodies if threat.id in bodies else (None,):
        for height_m in values_m:
            has_apogee = threat.flight in FALLS and height_m > 0.0
            found.append(
                PathFamily(
                    flight=threat.flight,
                    aim_lat_deg=target.lat_deg,
                    aim_lon_deg=target.lon_deg,
                    standoff_m=group.standoff_m,
                    speed_mps=group.speed_mps,
                    set_height_m=height_m,
                    climb_max_rad=threat.climb_max_rad.best,
                    dive_max_rad=threat.dive_max_rad.best,
                    apogee_msl_m=height_m if has_apogee else None,
                    body=body,
                    heights=len(values_m),
                    label=label,
                )
            )
    return found
