"""What a raid is made of, as plain objects; their fields are named as in the tables of a case."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from math import inf, tau

ACQUISITION, LOW_ALTITUDE, ENGAGEMENT = range(3)
RAID, FRIENDLY, NEUTRAL = range(3)
FLYOUT_TABLE, CONSTANT_SPEED, CONSTANT_TIME = range(3)
COUNTED_BELOW = 1_000_000


def turn_rad(one_rad, other_rad):
    """Return the shorter turn between two azimuths."""
    turn = (one_rad - other_rad) % tau
    return min(turn, tau - turn)


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
    ground_seen: int = 0
    radial_mps: float = inf


@dataclass(frozen=True)
class Course:
    """A timed path: its knots, those as seen from each site, and what the terrain leaves of an echo from each
    knot, by row of receivers."""

    aborted: bool
    knots: list = field(default_factory=list)
    views: list = field(default_factory=list)
    bent: list = field(default_factory=list)

    @property
    def lasts_s(self):
        """How long it is flown."""
        return self.knots[-1].path_s

    def place(self, path_s):
        """Return the last knot at or before a time that has one after it; the first if there is none."""
        return min(max(bisect_right(self.times_s, path_s) - 1, 0), max(len(self.knots) - 2, 0))

    @cached_property
    def times_s(self):
        """Times of its knots."""
        return [knot.path_s for knot in self.knots]


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
    receiver: object = None


@dataclass(frozen=True)
class Receiver:
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


@dataclass(frozen=True)
class Noise:
    azimuth_rad: float
    on_axis: bool
    half_rad: float
    beamwidth_rad: float
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
    above: int
    down_link: int
    policy: int
    period_s: float
    look_ahead_s: float
    autonomous_s: float
    part_value: float

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
    order_s: float
    facing_rad: float
    assigner: int
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
    weapons_tight: bool
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
    hands_over: bool
    range_max_m: float
    range_min_m: float
    alt_max_msl_m: float
    alt_min_agl_m: float
    range_max_ballistic_m: float
    alt_max_ballistic_msl_m: float
    target_speed_max_mps: float
    support_before_s: float
    coast_s: float
    believed_kill_p: list
    kill_p: list
    kill_law: list
    times_s: list


@dataclass(frozen=True)
class Threat:
    key: int
    threat_class: int
    side: int
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
    decoy_of: int
    decoyed_by: int
    ballistic: bool
    rcs_m2: float
    rcs_low_band_m2: float
    height_key: int
    first_height: int
    heights: int
    spares_radar_p: float
    spares_post_p: float
    spares_launcher_p: float
    p_detect: list


@dataclass(frozen=True)
class KnownPlace:
    site: int
    value: float
    at_unit: int
    at_post: int
    move: int
    moved_site: int

    @property
    def is_part(self):
        """Whether a part of the defence stands there."""
        return self.at_unit >= 0 or self.at_post >= 0


@dataclass(frozen=True)
class Part:
    key: int
    part_kind: int
    row: int
    end_row: int
    pool: int
    move: int
    mtbf_s: float
    mttr_s: float
    repair_low_s: float
    repair_best_s: float
    repair_high_s: float


@dataclass(frozen=True)
class Move:
    post: int
    first_unit: int
    end_unit: int
    first_radar: int
    end_radar: int
    alternate_radar: int
    when_shot_at: bool
    leave_s: float
    tear_down_s: float
    drive_s: float
    set_up_s: float


@dataclass(frozen=True)
class Stand:
    site: int
    alt_msl_m: float


@dataclass(frozen=True)
class Supplied:
    transloaders: int
    load_s: float
    trip_s: float
    stock: int
    depot: int


@dataclass(frozen=True)
class RadarDuty:
    begins: int
    switch_on_s: float
    period_s: float
    turn_from_s: float
    turn_s: float
    turn_key: int
    bearing_only: bool
    crossing_min_rad: float
    antenna: int
    tracks_max: int
    dwell_s: float
    search_share: float


@dataclass(frozen=True)
class UnitDuty:
    remote: bool
    above: int
    autonomous_after_s: float


@dataclass(frozen=True)
class ClassDuty:
    radiates_p: float
    homes_on_emission: bool


@dataclass(frozen=True)
class Recognition:
    classify_s: float
    class_right_p: float
    identify_s: float
    threat_for_friend_p: float
    traffic: bool
    friend_silent_p: float
    neutral_silent_p: float
    answer_missed_p: float
    threat_undeclared_p: float
    traffic_declared_p: float


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
    recognition: Recognition | None
    known_places: list
    parts: list
    spares: list
    moves: list
    stands: list
    supply: list
    radar_duties: list
    unit_duties: list
    class_duties: list
    eyes: list
