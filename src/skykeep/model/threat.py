"""What comes in: threat classes, raids of them, and the conditions under which a raid is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from .figure import Figure
from .notebook import Shown

__all__ = [
    "Flight",
    "RaidConditions",
    "RaidGroup",
    "StandardRaid",
    "ThreatBody",
    "ThreatClass",
    "group_ids",
    "wave_problems",
]

Flight = Literal[
    "terrain_following",
    "constant_altitude",
    "level_overhead",
    "straight_to_aim",
    "quasi_ballistic",
    "ballistic",
]
"""How a threat flies: ``constant_altitude`` dives to the aim point at its end, ``level_overhead`` stays up
and ends over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatBody(Shown):
    """A quasi-ballistic missile after burnout, as a point mass with lift, and the dive at its end.

    ``lift_coefficient`` is the greatest in use. Drag is that of ``drag_coefficient`` and
    ``induced_drag_factor`` times the square of the lift in use; all refer to ``reference_area_m2``. Below
    ``dive_from_msl_m`` it is pulled down to ``dive_rad`` below the horizon.
    """

    mass_kg: Figure
    reference_area_m2: Figure
    lift_coefficient: Figure
    drag_coefficient: Figure
    induced_drag_factor: Figure
    dive_from_msl_m: Figure
    dive_rad: Figure


RaidAim = Literal["defended_point", "engagement_radar", "searching_radar", "command_post", "launcher"]
"""What a group flies at: the defended point, or each radar, post or launcher in turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatClass(Shown):
    """One kind of threat.

    ``rcs_m2`` is nose-on for L band and above, ``rcs_low_band_m2`` below 1 GHz. ``climb_max_rad`` and
    ``dive_max_rad`` bound the slope of the path; ballistic and quasi-ballistic ones do not use them, nor
    ``speed_mps`` along the path: their apogee and range leave one of each. ``set_height_m`` is above ground
    for ``terrain_following``, above mean sea level otherwise; for ballistic and quasi-ballistic flight it is
    the apogee. A quasi-ballistic class has a ``body``. With ``homes_on_emission`` it finds its aim by the
    aim's radiation alone.
    """

    id: str
    name: str
    flight: Flight
    rcs_m2: Figure
    rcs_low_band_m2: Figure
    speed_mps: Figure
    set_height_m: Figure
    climb_max_rad: Figure
    dive_max_rad: Figure
    swerling: int = 1
    is_ballistic: bool = False
    is_decoy: bool = False
    imitates: str = ""
    homes_on_emission: bool = False
    body: ThreatBody | None = None
    price_usd: Figure | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidGroup:
    """Threats of one class that come on one axis.

    ``axis`` counts axes of the raid from 0; axis n lies ``n * axis_angle_rad`` clockwise of the first
    bearing. Members fly spread evenly over ``fan_rad`` about the axis, launched ``spacing_s`` apart after
    ``delay_s`` (with ``spacing_law = "exponential"``, spacing is its mean). They come in so many ``waves``,
    ``wave_interval_s`` apart or, drawn, with that mean. ``standoff_m`` is the ground range from the aim point
    where the path begins. Height means what the threat class says, for ballistic groups the apogee; without
    one each raid draws it from the figure of the class. ``id`` names its luck, see ``group_ids``. A group
    with the aim ``defended_point`` flies at the ``asset`` of an id, without one at that of the scenario.
    """

    threat_class: str
    count: int
    speed_mps: float
    standoff_m: float
    height_m: float | None = None
    axis: int = 0
    fan_rad: float = 0.0
    spacing_s: float = 0.0
    spacing_law: Literal["fixed", "exponential"] = "fixed"
    delay_s: float = 0.0
    waves: int = 1
    wave_interval_s: float = 0.0
    wave_law: Literal["fixed", "exponential"] = "fixed"
    aim: RaidAim = "defended_point"
    id: str = ""
    asset: str = ""


def group_ids(groups: Sequence[RaidGroup]) -> tuple[str, ...]:
    """Return the id of each group: its own, or one made of its axis and, from the second of a class and axis
    on, of its number among these.

    No two groups of one class have the same; an id does not depend on groups of another class or axis,
    wherever they stand.
    """
    taken = {(group.threat_class, group.id) for group in groups if group.id}
    found = []
    for group in groups:
        name = group.id
        if not name:
            stem = f"axis-{group.axis}"
            numbered = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
            name = next(each for each in numbered if (group.threat_class, each) not in taken)
            taken.add((group.threat_class, name))
        found.append(name)
    return tuple(found)


def wave_problems(count: int, waves: int, wave_interval_s: float) -> list[str]:
    """Return what is wrong with the waves of a group, each with the key that it stands at."""
    found = []
    if waves > max(count, 1):
        found.append(f"waves: given {waves}, must be at most count = {count}: a wave has a member")
    if (waves > 1) != (wave_interval_s > 0.0):
        key = "wave_interval_min" if waves > 1 else "waves"
        found.append(
            f"{key}: is missing; give how many waves come, and wave_interval_min above 0 between them"
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRaid(Shown):
    """A raid fixed in the catalogue, relative to the defended point; its first bearing is drawn per raid."""

    id: str
    name: str
    description: str
    groups: tuple[RaidGroup, ...]
    axis_angle_rad: float = 0.0
    sources: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Threats in the raid, decoys included."""
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidConditions(Shown):
    """Assumed distributions drawn once per raid; each ``None`` is off (share 1, cue given, factor 1,
    tracked).

    ``launchers_ready_share`` and ``channels_ready_share`` are shares, ``cued_p`` the chance that outside
    warning points the sector at the raid's first axis, ``reaction_factor`` multiplies reaction and operator
    delay, ``track_raid_p`` is the chance that the raid is tracked at all, ``track_target_p`` that of one
    threat. ``common_kill_p`` is the chance that nothing common to all shots at one threat spoils them;
    ``raid_kill_share`` is how alike single shots of one raid are, whose kill chance is drawn for the raid. A
    decoy is recognised with ``decoy_recognised_p``; a real threat that decoys imitate is taken for one with
    ``taken_for_decoy_p``. Where a scenario has tracks classified, a post knows the class ``classify_s`` after
    it has learnt of a track, rightly with ``class_right_p``; where it has them identified, whose it is
    ``identify_s`` after it has learnt of it, and takes a threat for a friend with ``threat_for_friend_p``.
    Where there is traffic, a friendly aircraft does not answer with ``friend_silent_p``, a neutral one with
    ``neutral_silent_p``, and a post misses an answer with ``answer_missed_p``. Where weapons are tight, it
    does not declare a threat hostile with ``threat_undeclared_p``, and declares traffic hostile whose answer
    it has not heard with ``traffic_declared_p``.
    """

    launchers_ready_share: Figure | None = None
    channels_ready_share: Figure | None = None
    cued_p: Figure | None = None
    reaction_factor: Figure | None = None
    track_raid_p: Figure | None = None
    track_target_p: Figure | None = None
    common_kill_p: Figure | None = None
    raid_kill_share: Figure | None = None
    missed_kill_p: Figure | None = None
    false_kill_p: Figure | None = None
    decoy_recognised_p: Figure | None = None
    taken_for_decoy_p: Figure | None = None
    classify_s: Figure | None = None
    class_right_p: Figure | None = None
    identify_s: Figure | None = None
    threat_for_friend_p: Figure | None = None
    friend_silent_p: Figure | None = None
    neutral_silent_p: Figure | None = None
    answer_missed_p: Figure | None = None
    threat_undeclared_p: Figure | None = None
    traffic_declared_p: Figure | None = None
    kill_p: Mapping[str, Figure] = field(default_factory=dict)

    def kill_figure(self, threat_class: str, kind: str) -> str:
        """Return the key in ``kill_p`` for a kind of interceptor: ``class@kind`` if there, else the class."""
        key = f"{threat_class}@{kind}"
        return key if key in self.kill_p else threat_class
