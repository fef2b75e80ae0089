"""What a raid is made of, one description for each entity: first what is given, then what becomes of it.

SI units in the names; a key is the 64-bit name of an entity in the streams of random numbers; times are on
the raid's clock, infinite for not yet or never, unless they say otherwise.
"""

from __future__ import annotations

import numpy as np

from ...earth.path_tables import Node, Path, Sight
from ...interceptor.interceptor_table import Interceptor
from ...kernel.records import Record
from ...radar.radar_table import Radar
from .doctrine import Doctrine, Terms
from .engagements import Engagement
from .events import Event, LogEntry
from .luck import Chances, Given

__all__ = [
    "Chances",
    "Doctrine",
    "Engagement",
    "Event",
    "Given",
    "Interceptor",
    "Launcher",
    "LauncherState",
    "Link",
    "LinkState",
    "LogEntry",
    "Node",
    "Option",
    "Path",
    "Post",
    "PostState",
    "Progress",
    "Radar",
    "RadarState",
    "Shot",
    "Sight",
    "Terms",
    "Threat",
    "ThreatClass",
    "ThreatState",
    "Track",
    "Unit",
    "UnitState",
]


class Post(Record):
    """A command post in one world: it holds a picture, for its fire units from ``first_unit`` to before
    ``end_unit`` and for those whom it tells over its links from ``first_link`` to before ``end_link``.

    It notices ``notice_s`` after a kill by others that a threat is gone at which none of its units has a
    salvo under way. It is under post ``above``, from which ``down_link`` leads to it; both are -1 for none.
    Where it assigns threats it does so by ``policy``, at most once in ``period_s``, and orders shots that
    come within ``look_ahead_s``; what flies at a part of the defence is worth ``part_value`` to it. Fire
    units that do not hear of it any more fight alone after ``autonomous_s``.
    """

    key: np.uint64
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


class Link(Record):
    """One direction of a link to a post; ``back`` is the other direction, -1 for a radar's.

    Reports take ``latency_s``, are lost with ``loss_p`` and occupy the link for ``report_s`` each, which is
    zero where its capacity is not counted.
    """

    key: np.uint64
    to_post: int
    back: int
    latency_s: float
    loss_p: float
    report_s: float


class Unit(Record):
    """A fire unit in one world: its engagement radar, its launchers from ``first_launcher`` to before
    ``end_launcher``, channels and times.

    ``facing_rad`` is nan where no axis is declared; ``max_salvos`` 0 means no limit; the channels for
    missiles are not counted from ``codes.UNLIMITED`` on. It may shoot ``reaction_s`` after its post has
    learnt of a track and ``operator_s`` after one of its ``operators`` has taken it up, 0 for any number of
    them. A launcher has an order to launch ``order_s`` after it was given, at the earliest. With
    ``weapons_free`` no operator is waited for once it has fired. Units of one kind are a ``layer``. Post
    ``assigner`` says what it shoots at, -1 if it decides for itself.
    """

    key: np.uint64
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


class Launcher(Record):
    """A launcher in one world; ``present`` is false where a world has fewer."""

    key: np.uint64
    interceptor: int
    site: int
    present: bool
    rounds: int
    interval_s: float
    reload_s: float
    reload_sets: int
    alt_msl_m: float


class Threat(Record):
    """A threat of the raid: it flies path ``first_path`` + (drawn bearing + offset) modulo ``bearings``, and
    ``height_step`` paths on for each place of the height that the raid draws; 0 where its height is stated.

    It aims at the engagement radar of ``aim_unit``, at the searching radar ``aim_radar``, at the post
    ``aim_post`` or at ``aim_launcher``, or, where all of them are -1, at an asset worth ``aim_value``.
    ``spacing_mean_s`` above zero adds an exponential spacing after the member before it in the same wave of
    its group, ``wave_mean_s`` an exponential interval for each ``wave`` before its own. ``cue`` marks the
    threat that shows a cued radar where the raid's first axis lies; ``imitated`` a real threat of a class
    that a decoy of this raid imitates. Of another ``side`` than 0 it is traffic, see ``codes.SIDE_NAMES``.
    """

    key: np.uint64
    threat_class: int
    side: int
    first_path: int
    bearings: int
    bearing_offset: int
    height_step: int
    group: int
    decoy: bool
    imitated: bool
    aim_unit: int
    aim_radar: int
    aim_post: int
    aim_launcher: int
    aim_value: float
    delay_s: float
    spacing_mean_s: float
    wave: int
    wave_mean_s: float
    cue: bool


class ThreatClass(Record):
    """A class of threats in one world: a decoy of class ``decoy_of``, class ``decoyed_by`` one of it, -1 for
    none. A raid draws its height among ``heights`` places from ``first_height`` on, by ``height_key``;
    ``spares_*_p`` is the chance that it leaves working what it aims at and reaches, by the kind of part."""

    decoy_of: int
    decoyed_by: int
    height_key: np.uint64
    first_height: int
    heights: int
    ballistic: bool
    rcs_m2: float
    rcs_low_band_m2: float
    spares_radar_p: float
    spares_post_p: float
    spares_launcher_p: float


class ThreatState(Record):
    """A threat under way: nodes of its path, the node it has come to.

    ``shots`` counts those fired, ``last_lost`` is true if the last of them to meet had lost its radar,
    ``killer`` is the fire unit that killed it, -1 for none, ``lost_tracks`` counts those that a lost radar or
    post kept from others. ``held_for_decoy`` is true for what is held to be a decoy, rightly or wrongly.
    """

    start_s: float
    impact_s: float
    killed_s: float
    path: int
    first_node: int
    end_node: int
    node: int
    shots: int
    last_lost: bool
    killer: int
    lost_tracks: int
    tracked: bool
    held_for_decoy: bool
    outcome: int
    reason: int


class RadarState(Record):
    """A searching radar under way: since when it is out of action, -infinite for one that stands where its
    unit has not come to yet, or has left. What was foreseen of one that ``looks_anew`` is void."""

    lost_s: float
    hit: bool
    looks_anew: bool


class PostState(Record):
    """A command post under way: since when it is out of action; where it assigns, when it decides next and
    did last, and whether it ``leaves`` the choice to its fire units."""

    lost_s: float
    hit: bool
    decides_s: float
    decided_s: float
    leaves: bool


class Track(Record):
    """What a post knows of a threat: since when, and who engages it.

    ``engaged`` counts its own fire units that do; by what other posts have told it is engaged until
    ``others_until_s``. ``gone`` is true for what is held to be dead,
    ``declared`` for what is held to be hostile beyond doubt: all, unless traffic is told apart.
    """

    known_s: float
    recognised_s: float
    others_until_s: float
    engaged: int
    gone: bool
    held_class: int
    held_friendly: bool
    declared: bool


class LinkState(Record):
    """A link under way: when it is free for the next report."""

    free_s: float


class UnitState(Record):
    """A fire unit under way, at a ``site`` with a ``radar``, out of action since ``lost_s``; ``pending_s`` is
    the first launch planned at a threat that comes before the one looked at. With ``lets_sleep`` it
    passes over threats until their time, now ``sleepers``. ``in_line`` counts the tracks that its operators
    were given. ``rounds_lost`` were hit."""

    site: int
    radar: int
    sector_centre_rad: float
    search_centre_rad: float
    slewing_until_s: float
    lost_s: float
    hit: bool
    lets_sleep: bool
    sleepers: int
    in_line: int
    pending_s: float
    channels_free: int
    channels_ready: int
    missiles_free: int
    missile_channels_ready: int
    salvos: int
    rounds_loaded: int
    rounds_lost: int


class LauncherState(Record):
    """A launcher under way, and its neighbours in the order in which the launchers of its unit are ready.

    ``emptied_s`` is when the last round of a load was fired (-infinite for a launcher that is not ready in
    this raid), ``reloaded_s`` when the load after it is ready, which a transloader begins to hand over at
    ``loading_s``. A launcher without a round is never ready, nor is one that is ``out`` of action.
    """

    site: int
    alt_msl_m: float
    ready_s: float
    emptied_s: float
    reloaded_s: float
    loading_s: float
    out: bool
    hit: bool
    rounds: int
    reload_sets: int
    after: int
    before: int


class Shot(Record):
    """A round that was fired, or that waits for its launch; ``ordinal`` is its place among those fired at the
    threat, and one that is ``cut`` lost its radar while it needed it."""

    launch_s: float
    intercept_s: float
    threat: int
    unit: int
    interceptor: int
    launcher: int
    ordinal: int
    end: int
    cut: bool


class Option(Record):
    """The earliest shot that a fire unit has at a threat; ``launcher`` -1 if there is none, ``faces`` false
    where only a turn of the radar makes it possible."""

    launcher: int
    interceptor: int
    launch_s: float
    intercept_s: float
    faces: bool
    reloading: bool
    any_round: bool
    all_reloading: bool


class Progress(Record):
    """How far a raid has come.

    ``raid`` is one more than the replication that has begun and not ended, 0 if none; ``given`` its row in a
    given picture. ``kill_part`` is the part of the law of kill chances that the raid has drawn. Near
    events stand in the queue from ``queue_first`` to before ``queue_end``; ``far`` ones are numbered from
    ``first_number`` to ``last_number``. ``overflowed`` is true once an event found no place in the queue.
    """

    now_s: float
    raid: int
    replication: int
    given: int
    kill_part: int
    foreseen: int
    next_foreseen: int
    shots: int
    queue_first: int
    queue_end: int
    far: int
    first_number: int
    last_number: int
    overflowed: bool
    logged: int
    reaction_factor: float
