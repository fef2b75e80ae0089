"""The start of a raid: conditions, fire units, threats, and where each radar with a sector looks."""

from __future__ import annotations

import math

import numpy as np

from ..kernel.bit_set import fill_set
from ..kernel.jit import kernel
from ..kernel.streams import stream_key, uniform
from ..kernel.time_order import sort_by_time
from .assignment.slot import start_assignment
from .doctrine import free_terms, points_of
from .duties.radiation import start_duties
from .events.impact import expect_impact
from .identity.recognition import form_beliefs
from .luck import WHOLE_RAID, draw_triangle, happens
from .picture.given import foresee_given
from .picture.operators import start_line
from .picture.search import foresee_tracks
from .shared_luck import draw_kill_part
from .shots.launchers import ends_of, link_launcher
from .start_wear import start_wear
from .state import Raid
from .tables.entities import ThreatState
from .timeline.foreseen import sort_foreseen
from .timeline.sleepers import lets_sleep
from .vocabulary.codes import IN_FLIGHT
from .vocabulary.purposes import BEARING, CONDITION, DECOY, RAID_HEIGHT, SECTOR, SPACING, TRACK_TARGET, WAVE
from .vocabulary.reasons import NO_REASON
from .world import World

__all__ = ["start_raid"]

_TWO_PI = 2.0 * math.pi
# conditions by name: the count of the draw
_LAUNCHERS_READY, _CHANNELS_READY, _REACTION, _CUED, _TRACK_RAID, _CHANNEL_SPLIT = 0, 1, 2, 3, 4, 5
_LAUNCHER_READY = 1000


@kernel()
def start_raid(world: World, raid: Raid, replication: int, given: int) -> None:
    """Set a raid to its beginning; ``given`` is its row in a given picture."""
    _start_progress(world, raid, replication, given)
    _start_nodes(raid)
    free_terms(raid.free_terms)
    _start_units(world, raid)
    _start_threats(world, raid)
    _start_engagements(world, raid)
    if len(world.recognition) > 0:
        form_beliefs(world, raid)
    _order_by_impact(raid)
    if len(world.wear.supply) > 0:
        start_wear(world, raid)
    _order_for_units(world, raid)  # asks what threats may fly at, so everything must stand where it begins
    _face_sectors(world, raid)
    if len(world.duties.radars) > 0:
        start_duties(world, raid)
    if len(world.given) > 0:
        foresee_given(world, raid)
    else:
        foresee_tracks(world, raid)
    sort_foreseen(raid)
    if len(raid.orders) > 0:
        start_assignment(raid, raid.slot)


@kernel()
def _start_progress(world: World, raid: Raid, replication: int, given: int) -> None:
    """Begin to count from zero, and draw how fast everyone reacts in this raid."""
    chances = world.chances
    progress = raid.progress
    progress.now_s = 0.0
    progress.raid = replication + 1
    progress.replication = replication
    progress.given = given
    for word in range(len(raid.asked)):
        raid.asked[word] = 0
    progress.foreseen = 0
    progress.next_foreseen = 0
    progress.shots = 0
    progress.queue_first = 0
    progress.queue_end = 0
    progress.far = 0
    progress.first_number = 0
    progress.last_number = 0
    progress.overflowed = False
    progress.logged = 0
    progress.kill_part = draw_kill_part(world, replication)
    progress.reaction_factor = draw_triangle(
        stream_key(world.seed, CONDITION, world.number),
        replication,
        _REACTION,
        chances.reaction_low,
        chances.reaction_best,
        chances.reaction_high,
    )


@kernel()
def _start_nodes(raid: Raid) -> None:
    """Set every radar and post to there, and every link to free."""
    for number in range(len(raid.radars)):
        raid.radars[number].lost_s = np.inf
        raid.radars[number].hit = False
        raid.radars[number].looks_anew = False
    for number in range(len(raid.posts)):
        raid.posts[number].lost_s = np.inf
        raid.posts[number].hit = False
    for number in range(len(raid.links)):
        raid.links[number].free_s = 0.0
        sent = raid.reports_sent[number]
        for place in range(len(sent)):
            sent[place] = 0


@kernel()
def _start_engagements(world: World, raid: Raid) -> None:
    """Set every track to unknown, and every pair of fire unit and threat to nothing done yet."""
    for threat in range(len(raid.threats)):
        for post in range(len(raid.tracks)):
            track = raid.tracks[post, threat]
            track.known_s = np.inf
            track.recognised_s = np.inf
            track.others_until_s = -np.inf
            track.engaged = 0
            track.gone = False
            track.held_class = world.threats[threat].threat_class
            track.held_friendly = False
            track.declared = True
        for unit in range(len(raid.permits)):
            permit = raid.permits[unit, threat]
            permit.asked = False
            permit.decided_s = np.inf
            permit.granted_s = np.inf
        for unit in range(len(raid.units)):
            engagement = raid.engagements[unit, threat]
            engagement.locked_s = np.inf
            engagement.unqueued_s = np.inf
            engagement.ready_s = np.inf
            engagement.not_before_s = 0.0
            engagement.closed_s = np.inf
            engagement.salvos = 0
            engagement.shots = 0
            engagement.judged_s = -np.inf
            engagement.kept_out = False
            engagement.kept_by = NO_REASON
            engagement.kept_s = -np.inf
            engagement.kept_until_s = np.inf
            engagement.noted = -1
            engagement.asleep = False
            engagement.spoil_drawn = False
            engagement.spoiled = False


@kernel()
def _start_units(world: World, raid: Raid) -> None:
    """Set fire units and launchers as the raid finds them: with the ready share of channels and launchers."""
    key = stream_key(world.seed, CONDITION, world.number)
    replication = raid.progress.replication
    chances = world.chances
    launchers_share = draw_triangle(
        key,
        replication,
        _LAUNCHERS_READY,
        chances.launchers_ready_low,
        chances.launchers_ready_best,
        chances.launchers_ready_high,
    )
    channels_share = draw_triangle(
        key,
        replication,
        _CHANNELS_READY,
        chances.channels_ready_low,
        chances.channels_ready_best,
        chances.channels_ready_high,
    )
    for number in range(len(world.units)):
        _start_channels(world, raid, number, channels_share)
        _start_launchers(world, raid, number, launchers_share)


@kernel()
def _start_channels(world: World, raid: Raid, number: int, ready_share: float) -> None:
    """Set a fire unit to its ready share of channels; the same draw rounds both kinds up or down."""
    given = world.units[number]
    unit = raid.units[number]
    channels = given.target_channels
    missiles = given.missile_channels
    if ready_share < 1.0:
        key = stream_key(world.seed, CONDITION, world.number)
        split = uniform(key, given.key, raid.progress.replication, _CHANNEL_SPLIT)
        channels = math.floor(channels * ready_share + split)
        missiles = math.floor(missiles * ready_share + split)
    unit.channels_free = channels
    unit.channels_ready = channels
    unit.missiles_free = missiles
    unit.missile_channels_ready = missiles
    unit.slewing_until_s = 0.0
    unit.lets_sleep = lets_sleep(world, raid, number)
    unit.sleepers = 0
    unit.site = given.site
    unit.radar = given.radar
    unit.lost_s = np.inf
    unit.hit = False
    unit.rounds_lost = 0
    unit.salvos = 0
    start_line(world, raid, number)
    waiting = raid.waiting[number]
    for word in range(len(waiting)):
        waiting[word] = 0
    fill_set(raid.unkept[number])


@kernel()
def _start_launchers(world: World, raid: Raid, number: int, ready_share: float) -> None:
    """Load the launchers of a fire unit that are there and ready, and link them."""
    key = stream_key(world.seed, CONDITION, world.number)
    unit = world.units[number]
    ends = ends_of(world, number)
    raid.launchers[ends].after = ends
    raid.launchers[ends].before = ends
    loaded = 0
    for place in range(unit.first_launcher, unit.end_launcher):
        given = world.launchers[place]
        launcher = raid.launchers[place]
        ready = given.present and happens(
            ready_share, key, given.key, raid.progress.replication, _LAUNCHER_READY
        )
        rounds = given.rounds if ready else 0
        launcher.ready_s = 0.0 if rounds > 0 else np.inf
        launcher.rounds = rounds
        launcher.reload_sets = given.reload_sets if ready else 0
        launcher.emptied_s = np.inf if rounds > 0 else -np.inf
        launcher.reloaded_s = 0.0 if rounds > 0 else np.inf
        launcher.loading_s = np.inf
        launcher.site = given.site
        launcher.alt_msl_m = given.alt_msl_m
        launcher.out = False
        launcher.hit = False
        link_launcher(world, raid, number, place)
        loaded += rounds
    raid.units[number].rounds_loaded = loaded


@kernel()
def _start_threats(world: World, raid: Raid) -> None:
    """Set path, start and impact of each threat, and which of them the raid's luck leaves untracked."""
    replication = raid.progress.replication
    key = stream_key(world.seed, CONDITION, world.number)
    raid_tracked = happens(world.chances.track_raid, key, WHOLE_RAID, replication, _TRACK_RAID)
    bearing_u = -1.0  # drawn when the first threat asks for it
    spacing_key = stream_key(world.seed, SPACING, world.number)
    tracking_key = stream_key(world.seed, TRACK_TARGET, world.number)
    spaced_s = 0.0
    group = -1
    wave = 0
    for number in range(len(world.threats)):
        given = world.threats[number]
        threat = raid.threats[number]
        bearing = 0
        if given.bearings > 1:
            if bearing_u < 0.0:
                bearing_u = uniform(stream_key(world.seed, BEARING, world.number), WHOLE_RAID, replication, 0)
            bearing = (int(bearing_u * given.bearings) + given.bearing_offset) % given.bearings
        if given.group != group or given.wave != wave:
            group = given.group
            wave = given.wave
            spaced_s = _wave_s(world, given.wave, given.wave_mean_s, replication)
        if given.spacing_mean_s > 0.0:
            spaced_s -= given.spacing_mean_s * math.log(uniform(spacing_key, given.key, replication, 0))
        start_s = given.delay_s + spaced_s
        if len(world.given) > 0:
            start_s = world.given[raid.progress.given, number].start_s + spaced_s
        path = given.first_path + bearing
        if given.height_step > 0:
            path += given.height_step * _height_place(world, given.threat_class, replication)
        _start_threat(world, threat, path, start_s)
        expect_impact(world, raid, number)
        threat.tracked = raid_tracked and happens(
            world.chances.track_target, tracking_key, given.key, replication, 0
        )
        threat.held_for_decoy = _is_held_for_decoy(world, number, replication)


@kernel()
def _wave_s(world: World, wave: int, mean_s: float, replication: int) -> float:
    """Return how long after the first wave a wave starts; groups share the draws of a raid."""
    waited_s = 0.0
    if mean_s > 0.0:
        key = stream_key(world.seed, WAVE, world.number)
        for before in range(wave):
            waited_s -= mean_s * math.log(uniform(key, WHOLE_RAID, replication, before))
    return waited_s


@kernel()
def _height_place(world: World, threat_class: int, replication: int) -> int:
    """Return the place of the height at which all threats of a class fly in a raid."""
    given = world.classes[threat_class]
    if given.heights < 2:
        return given.first_height
    drawn = uniform(stream_key(world.seed, RAID_HEIGHT, world.number), given.height_key, replication, 0)
    return given.first_height + min(int(drawn * given.heights), given.heights - 1)


@kernel(inline=True)
def _start_threat(world: World, threat: ThreatState, number: int, start_s: float) -> None:
    """Put a threat at the start of a path."""
    path = world.paths[number]
    threat.path = number
    threat.start_s = start_s
    threat.impact_s = start_s + world.nodes[path.end_node - 1].path_s
    threat.killed_s = np.inf
    threat.first_node = path.first_node
    threat.end_node = path.end_node
    threat.node = path.first_node
    threat.shots = 0
    threat.last_lost = False
    threat.killer = -1
    threat.lost_tracks = 0
    threat.outcome = IN_FLIGHT
    threat.reason = 0


@kernel(inline=True)
def _is_held_for_decoy(world: World, number: int, replication: int) -> bool:
    """Whether a threat is held to be a decoy, rightly or wrongly."""
    given = world.threats[number]
    p_held = 0.0
    if given.decoy:
        p_held = world.chances.decoy_recognised
    elif given.imitated:
        p_held = world.chances.taken_for_decoy
    if p_held <= 0.0:
        return False
    return happens(p_held, stream_key(world.seed, DECOY, world.number), given.key, replication, 0)


@kernel()
def _order_by_impact(raid: Raid) -> None:
    """List the threats as they arrive; ``foreseen_s`` is free for now."""
    count = len(raid.threats)
    for number in range(count):
        raid.unsorted_s[number] = raid.threats[number].impact_s
        raid.unsorted[number] = number
    sort_by_time(raid.unsorted_s, raid.unsorted, raid.foreseen_s, raid.by_impact, count, raid.room)


@kernel()
def _order_for_units(world: World, raid: Raid) -> None:
    """Let each fire unit look at the most urgent threats first, at equal ones as they arrive."""
    count = len(raid.threats)
    for unit in range(len(raid.units)):
        order = raid.order[unit]
        urgent = False
        for rank in range(count):
            threat = raid.by_impact[rank]
            points = points_of(world, raid, unit, threat)
            raid.engagements[unit, threat].points = points
            urgent = urgent or points != 0.0
            raid.unsorted_s[rank] = -points
            raid.unsorted[rank] = threat
            order[rank] = threat
        if urgent:
            sort_by_time(raid.unsorted_s, raid.unsorted, raid.foreseen_s, order, count, raid.room)
        for rank in range(count):
            raid.engagements[unit, order[rank]].rank = rank


@kernel()
def _first_axis(world: World) -> int:
    """Return the threat that shows a cued radar where the raid's first axis lies."""
    first = 0
    for number in range(len(world.threats)):
        if world.threats[number].cue:
            first = number
    return first


@kernel()
def _face_sectors(world: World, raid: Raid) -> None:
    """Turn each radar with a sector to its declared axis, to the cued axis of the raid, else anywhere."""
    replication = raid.progress.replication
    key = stream_key(world.seed, CONDITION, world.number)
    cued = happens(world.chances.cued, key, WHOLE_RAID, replication, _CUED)
    for number in range(len(world.units)):
        given = world.units[number]
        unit = raid.units[number]
        centre_rad = given.facing_rad
        if math.isnan(centre_rad):
            if cued and len(world.threats) > 0:
                first_node = raid.threats[_first_axis(world)].first_node
                centre_rad = world.sights[given.site, first_node].azimuth_rad
            else:
                sector_key = stream_key(world.seed, SECTOR, world.number)
                centre_rad = _TWO_PI * uniform(sector_key, given.key, replication, 0)
        unit.sector_centre_rad = centre_rad
        unit.search_centre_rad = centre_rad
