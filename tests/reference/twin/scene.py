"""What is given to a raid, read from one world of a compiled case as plain numbers.

Every field of every record is either read here, or refused where it is not zero: who adds a mechanism teaches
it to the twin, or leaves it off.
"""

from dataclasses import dataclass, field, fields

import numpy as np

ACQUISITION, LOW_ALTITUDE, ENGAGEMENT = range(3)
FLYOUT_TABLE, CONSTANT_SPEED, CONSTANT_TIME = range(3)
COUNTED_BELOW = 1_000_000


OFF = {"Unit.assigner": -1, "Post.above": -1, "Post.down_link": -1}
"""What stands for "off" in fields that the twin does not know, where that is not zero."""


class TwinDoesNotKnowError(ValueError):
    """A case asks for something that the twin has not been taught."""


def plain(what, row, kind, **more):
    """Return a row of a table as an object of ``kind``; refuse what that does not hold, unless it is off.

    Raises
    ------
    TwinDoesNotKnowError
        If a field that ``kind`` does not know is anything but zero, or what else is off for it.
    """
    values = {name: row[name].item() for name in row.dtype.names} | more
    known = {entry.name for entry in fields(kind)}
    for name, value in values.items():
        if name not in known and value != OFF.get(f"{what}.{name}", 0):
            raise TwinDoesNotKnowError(f"the twin does not know {what}.{name} = {value!r}")
    return kind(**{name: value for name, value in values.items() if name in known})


@dataclass(frozen=True)
class Knot:
    path_s: float
    alt_msl_m: float
    height_agl_m: float
    speed_mps: float


@dataclass(frozen=True)
class View:
    slant_m: float
    ground_m: float
    azimuth_rad: float
    elevation_rad: float
    seen: int


@dataclass(frozen=True)
class Course:
    """A timed path: its knots, and those as seen from each site."""

    aborted: bool
    knots: list = field(default_factory=list)
    views: list = field(default_factory=list)

    @property
    def lasts_s(self):
        """How long it is flown."""
        return self.knots[-1].path_s

    def place(self, path_s):
        """Return the last knot at or before a time that has one after it; the first if there is none."""
        ahead = range(1, len(self.knots) - 1)
        return max((place for place in ahead if self.knots[place].path_s <= path_s), default=0)


@dataclass(frozen=True)
class Radar:
    key: int
    site: int
    role: int
    post: int
    link: int
    low_band: bool
    snr_range4_per_m2: float
    instrumented_m: float
    revisit_s: float
    elevation_min_rad: float
    elevation_max_rad: float
    sector_half_rad: float
    sight_bit: int
    noise: list = field(default_factory=list)
    screening_m2: list = field(default_factory=list)


@dataclass(frozen=True)
class Noise:
    azimuth_rad: float
    on_axis: bool
    half_rad: float
    inside_factor: float
    outside_factor: float
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Post:
    key: int
    first_unit: int
    end_unit: int
    first_link: int
    end_link: int
    notice_s: float

    @property
    def units(self):
        """Numbers of its fire units."""
        return range(self.first_unit, self.end_unit)

    @property
    def links(self):
        """Numbers of the links over which it tells."""
        return range(self.first_link, self.end_link)


@dataclass(frozen=True)
class Link:
    key: int
    to_post: int
    back: int
    latency_s: float
    loss_p: float
    report_s: float


@dataclass(frozen=True)
class Unit:
    key: int
    site: int
    radar: int
    post: int
    layer: int
    first_launcher: int
    end_launcher: int
    max_salvos: int
    partial_salvo: bool
    slew_when_engaged: bool
    target_channels: int
    missile_channels: int
    slew_rate_radps: float
    reaction_s: float
    operators: int
    operator_s: float
    weapons_free: bool
    assessment_s: float
    facing_rad: float
    doctrine: list
    choices: list


@dataclass(frozen=True)
class Doctrine:
    salvo_size: int
    later_salvo_size: int
    hold_fire: bool
    without_rules: bool
    launch_within_m: float
    launch_last_s: float
    round_spacing_s: float
    meet_within_m: float
    meet_beyond_m: float
    keep_out_m: float
    hold_share: float
    reserve_rounds: int
    least_value: float
    last_chance_rounds: int
    permission_s: float
    free_after_first: bool
    priority: float
    value_priority: float
    self_defence_priority: float
    point_defence_m: float
    leave_to_partner: bool


@dataclass(frozen=True)
class Launcher:
    key: int
    interceptor: int
    site: int
    present: bool
    rounds: int
    interval_s: float
    reload_s: float
    reload_sets: int
    alt_msl_m: float


@dataclass(frozen=True)
class Round:
    flyout_mode: int
    flyout_level: float
    range_step_m: float
    height_step_m: float
    any_track: bool
    range_max_m: float
    range_min_m: float
    alt_max_msl_m: float
    alt_min_agl_m: float
    range_max_ballistic_m: float
    alt_max_ballistic_msl_m: float
    target_speed_max_mps: float
    support_before_s: float
    coast_s: float
    kill_p: list
    kill_law: list
    times_s: list


@dataclass(frozen=True)
class Threat:
    key: int
    threat_class: int
    first_path: int
    bearings: int
    bearing_offset: int
    height_step: int
    group: int
    wave: int
    wave_mean_s: float
    decoy: bool
    imitated: bool
    aim_unit: int
    aim_radar: int
    aim_post: int
    aim_launcher: int
    aim_value: float
    delay_s: float
    spacing_mean_s: float
    cue: bool


@dataclass(frozen=True)
class ThreatClass:
    ballistic: bool
    rcs_m2: float
    rcs_low_band_m2: float
    height_key: int
    first_height: int
    heights: int
    p_detect: list


@dataclass(frozen=True)
class Chances:
    cued: float
    track_raid: float
    track_target: float
    common_kill: float
    missed_kill: float
    false_kill: float
    decoy_recognised: float
    taken_for_decoy: float
    launchers_ready_low: float
    launchers_ready_best: float
    launchers_ready_high: float
    channels_ready_low: float
    channels_ready_best: float
    channels_ready_high: float
    reaction_low: float
    reaction_best: float
    reaction_high: float

    def triangle(self, name):
        """Return (low, best, high) of a condition."""
        return tuple(getattr(self, f"{name}_{end}") for end in ("low", "best", "high"))


@dataclass(frozen=True)
class Scene:
    """One world as a raid meets it."""

    seed: int
    world: int
    confirm: tuple
    snr_grid_db: tuple
    courses: list
    radars: list
    posts: list
    links: list
    units: list
    launchers: list
    rounds: list
    threats: list
    classes: list
    chances: Chances


_READ = {
    *("seed", "confirm_m", "confirm_n", "snr_first_db", "snr_step_db", "p_detect", "effects", "radars"),
    *("paths", "first_sight", "nodes", "sights", "posts", "links", "units", "doctrine", "choices"),
    *("launchers", "interceptors", "kill_p", "flyout_time_s", "threats", "classes", "chances"),
    *("given", "given_kill_u", "raid_kill_p", "believed_kill_p"),
}
"""Tables of a case that are read here; where a threat is first in sight the twin finds for itself, and what
posts believe of a round is asked by those alone that assign, which the twin refuses."""


def read_scene(case, world):
    """Return one world of a compiled case as plain numbers.

    Raises
    ------
    TwinDoesNotKnowError
        If the case holds a table or a field that the twin does not know, and that is not empty or zero.
    """
    for name in set(case._fields) - _READ:
        told = getattr(case, name)
        tables = told if isinstance(told, tuple) else (told,)
        if any(table is not None and np.size(table) > 0 for table in tables):
            raise TwinDoesNotKnowError(f"the twin does not know the table {name} of a case")
    if len(case.given) > 0 or np.size(case.given_kill_u) > 0:
        raise TwinDoesNotKnowError("the twin does not know pictures that are given: it looks for itself")
    noise, screening = read_noise(case, world)
    return Scene(
        seed=case.seed,
        world=world,
        confirm=(case.confirm_m, case.confirm_n),
        snr_grid_db=(case.snr_first_db, case.snr_step_db),
        courses=[read_course(case, row) for row in case.paths],
        radars=[
            plain("Radar", row, Radar, noise=noise[number], screening_m2=screening[number])
            for number, row in enumerate(case.radars[world])
        ],
        posts=[plain("Post", row, Post) for row in case.posts[world]],
        links=[plain("Link", row, Link) for row in case.links[world]],
        units=[
            plain(
                "Unit",
                row,
                Unit,
                doctrine=[plain("Doctrine", own, Doctrine) for own in case.doctrine[world, number]],
                choices=[
                    [place for place in own if place >= 0] for own in case.choices[world, number].tolist()
                ],
            )
            for number, row in enumerate(case.units[world])
        ],
        launchers=[plain("Launcher", row, Launcher) for row in case.launchers[world]],
        rounds=[
            plain(
                "Interceptor",
                row,
                Round,
                kill_p=case.kill_p[world, number].tolist(),
                kill_law=[] if case.raid_kill_p is None else case.raid_kill_p[world, number].tolist(),
                times_s=case.flyout_time_s[number].tolist(),
            )
            for number, row in enumerate(case.interceptors[world])
        ],
        threats=[plain("Threat", row, Threat) for row in case.threats],
        classes=[
            plain("ThreatClass", row, ThreatClass, p_detect=case.p_detect[number].tolist())
            for number, row in enumerate(case.classes[world])
        ],
        chances=plain("Chances", case.chances[world], Chances),
    )


def read_course(case, row):
    """Return a path with all that is seen of it."""
    span = slice(row["first_node"], row["end_node"])
    return Course(
        aborted=bool(row["aborted"]),
        knots=[plain("Node", node, Knot) for node in case.nodes[span]],
        views=[[plain("Sight", seen, View) for seen in site[span]] for site in case.sights],
    )


def read_noise(case, world):
    """Return the sources of noise of each radar, and its J/N times squared range against each class.

    Raises
    ------
    TwinDoesNotKnowError
        If another radar effect is on.
    """
    radars, classes = case.radars.shape[1], case.classes.shape[1]
    if case.effects is None or len(case.effects.receivers) == 0:
        return [[]] * radars, [[0.0] * classes] * radars
    effects = case.effects.world(world)
    for name in ("ground_seen", "radial_speed_mps", "diffraction"):
        if np.size(getattr(effects, name)) > 0:
            raise TwinDoesNotKnowError(f"the twin does not know radar effects by {name}")
    for row in effects.receivers:
        plain("Receiver", row, _BareReceiver)
    noise = [[plain("Interference", row, Noise) for row in own] for own in effects.sources]
    if np.size(effects.self_screening_m2) == 0:
        return noise, [[0.0] * classes] * radars
    return noise, effects.self_screening_m2.tolist()


@dataclass(frozen=True)
class _BareReceiver:
    """A receiver with no effect of its own; it only stands where noise is."""

    diffraction_row: int
