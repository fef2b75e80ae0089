"""What became of every threat of a raid that is over, and why those that leaked did.

Written from docs/reference/ledger.md, one function for each line of its precedence, and not from the kernel:
what kept a unit is read out of its diary, and rounds are looked for launcher by launcher.
"""

from math import inf, pi

from .given import ENGAGEMENT, RAID
from .gunnery import NOT_FIRED, WASTED
from .kept import last_reason
from .looks import in_sector, in_sight
from .recognition import answers, held_friendly_by_all
from .rules import Terms

FARTHEST_FIRST = (
    "no_channel",
    "no_round",
    "unit_lost",
    "no_order",
    "held_by_doctrine",
    "out_of_sector",
    "not_identified",
    "taken_for_friend",
    "no_operator",
    "seen_too_late",
    "out_of_envelope",
)
"""Of several fire units the one that came farthest towards a shot gives the reason."""
LONG_AGO_S = -1e12


def outcome(threat):
    """Return what became of a threat."""
    if threat.killed_s <= threat.impact_s:
        return "killed"
    if threat.course.aborted:
        return "aborted"
    return "leaked" if threat.given.side == RAID else "passed"


def is_real(threat):
    """Whether a threat does harm: it is neither a decoy nor traffic."""
    return threat.given.side == RAID and not threat.given.decoy


def reason(raid, threat):
    """Return why a threat leaked, by the first line that fits, or why traffic was shot down; None if neither
    happened, or it does no harm."""
    if threat.given.side != RAID and outcome(threat) == "killed":
        return "answer_missed" if answers(raid, threat) else "did_not_answer"
    if outcome(threat) != "leaked" or threat.given.decoy:
        return None
    lines = (shot_at, taken_for_another, out_of_sight, left_untracked, never_known, not_shot_at)
    return next(told for told in (line(raid, threat) for line in lines) if told)


def shot_at(raid, threat):
    """The last shot to meet it had lost its radar; it was held to be dead, or held back, while another was
    feasible; or all missed."""
    if not threat.shots:
        return None
    if threat.last_lost:
        return "unit_lost"
    kept = {
        why
        for unit in raid.units
        for why, since_s in [last_reason(unit.engagement(threat).diary)]
        if unit.engagement(threat).ready_s <= since_s < threat.impact_s
        and launches(unit, threat, since_s) != []
    }
    return next((why for why in ("judged_dead", "held_by_doctrine") if why in kept), "missed")


def taken_for_another(raid, threat):
    """It was held to be a decoy, or every post with fire units that knew of it took it for no threat."""
    if threat.held_for_decoy:
        return "taken_for_decoy"
    recognised = raid.scene.recognition is not None
    return "taken_for_friend" if recognised and held_friendly_by_all(raid, threat) else None


def out_of_sight(raid, threat):
    """No radar that stood there ever had it in sight, or searching radars only where they did not look."""
    stood = {row for move in raid.moves if move.left_s < inf for row in move.rows(move.given.first_radar)}
    there = [
        radar for row, radar in enumerate(raid.scene.radars) if raid.radar_lost_s[row] > -inf or row in stood
    ]
    views = [
        (radar, view) for radar in there for view in threat.course.views[radar.site] if in_sight(radar, view)
    ]
    if not views:
        return "never_in_sight" if any(radar.instrumented_m > 0.0 for radar in there) else "unit_lost"
    looked = [
        in_sector(view, radar.sector_half_rad, raid.search_centre_rad(radar.post, 0.0))
        for radar, view in views
        if radar.role != ENGAGEMENT
    ]
    return "out_of_sector" if looked and not any(looked) else None


def left_untracked(_, threat):
    """The luck of the raid left it untracked, whatever a radar would have found."""
    return None if threat.tracked else "not_tracked_by_luck"


def never_known(raid, threat):
    """No post ever learnt of a track, maybe because a radar or post was hit."""
    if any(post.tracks[threat.number].known_s < inf for post in raid.posts):
        return None
    return "unit_lost" if threat.lost_tracks else "not_detected"


def not_shot_at(raid, threat):
    """Each fire unit is asked; the one that came farthest towards a shot speaks."""
    told = {why_no_shot(unit, threat) for unit in raid.units}
    return next((why for why in FARTHEST_FIRST if why in told), "out_of_envelope")


def why_no_shot(unit, threat):
    """Return why a fire unit did not shoot."""
    engagement = unit.engagement(threat)
    ready_s = engagement.ready_s
    since_ready = launches(unit, threat, ready_s) if ready_s < threat.impact_s else []
    if not since_ready:
        if engagement.kept_out:
            return "unit_lost"
        if not launches(unit, threat, LONG_AGO_S):
            return "out_of_envelope"
        queued = unit.given.operators and launches(unit, threat, engagement.unqueued_s)
        return "no_operator" if queued else "seen_too_late"
    why = engagement.kept_by or "no_round"
    if why in ("held_by_doctrine", "not_identified", "taken_for_friend"):
        return why
    loaded = any(was_loaded(unit, launcher, threat, ready_s, launch_s) for launcher, launch_s in since_ready)
    return why if loaded else "no_round"


def launches(unit, threat, from_s):
    """Return each launcher that has a shot if it is ordered from a time on, whatever it faces and holds, with
    its launch."""
    if from_s == inf:
        return []
    own = [
        (launcher, shot_where_it_stood_s(unit, launcher, threat, from_s + unit.given.order_s))
        for launcher in unit.launchers
        if launcher.given.present and launcher.given.interceptor in unit.choices(threat)
    ]
    return [(launcher, launch_s) for launcher, launch_s in own if launch_s < inf]


def was_loaded(unit, launcher, threat, ready_s, launch_s):
    """Whether a launcher had a round when it could have launched first, or has a shot once it is loaded
    again."""
    if launch_s < launcher.emptied_s:
        return True
    again_s = max(launcher.loaded_s, ready_s) + unit.given.order_s
    return again_s < inf and shot_where_it_stood_s(unit, launcher, threat, again_s) < inf


def shot_where_it_stood_s(unit, launcher, threat, from_s):
    """Return the first launch from where a unit stood then: its first site until it left, the other since it
    had set up there."""
    here = unit.radar, unit.site, launcher.site, launcher.alt_msl_m
    unit.radar, unit.site = unit.raid.scene.radars[unit.given.radar], unit.given.site
    launcher.site, launcher.alt_msl_m = launcher.given.site, launcher.given.alt_msl_m
    launch_s = unit.first_shot(launcher, threat, from_s, Terms(), pi)[0]
    moved = unit.radar is not here[0]
    unit.radar, unit.site, launcher.site, launcher.alt_msl_m = here
    move = next((each for each in unit.raid.moves if unit in each.units), None)
    if move is None or launch_s < move.left_s:
        return launch_s
    if not moved:
        return inf
    return unit.first_shot(launcher, threat, max(from_s, move.arrives_s), Terms(), pi)[0]


def exhausted_s(raid, unit):
    """Return when a fire unit launched its last round; infinite if it has any left or coming, or fired
    none."""
    fired = [shot.launch_s for shot in raid.shots if shot.unit is unit and shot.end != NOT_FIRED]
    return inf if any(own.rounds > 0 for own in unit.launchers) else max(fired, default=inf)


def layer_tally(raid, layer):
    """Return what came of the real threats at the fire units of one layer, and of their rounds: came to it,
    shot at, killed, passed, rounds fired and wasted.

    What was dead before any unit of the layer could have launched at it, warned of it long before, did not
    come to it, unless it was shot at even so.
    """
    units = [unit for unit in raid.units if unit.given.layer == layer]
    own = {unit.number for unit in units}
    fired = [shot for shot in raid.shots if shot.end != NOT_FIRED and shot.unit.number in own]
    real = [threat for threat in raid.threats if is_real(threat) and outcome(threat) != "aborted"]
    shot_at = {shot.threat.number for shot in fired if shot.threat in real}
    came = [
        threat
        for threat in real
        if threat.number in shot_at or earliest_launch_s(units, threat) < threat.killed_s
    ]
    killed = sum(outcome(threat) == "killed" and threat.killer in own for threat in real)
    wasted = sum(shot.end == WASTED for shot in fired)
    return len(came), len(shot_at), killed, len(came) - killed, len(fired), wasted


def earliest_launch_s(units, threat):
    """Return when the first of some fire units could have launched at a threat that it was warned of long
    before; infinite if none could at all."""
    return min(
        (launch_s for unit in units for _, launch_s in launches(unit, threat, LONG_AGO_S)), default=inf
    )


def tally(raid):
    """Return what came of a raid in numbers."""
    real = [threat for threat in raid.threats if is_real(threat)]
    ended = [outcome(threat) for threat in real]
    fired = [shot for shot in raid.shots if shot.end != NOT_FIRED]
    last_s = max((min(threat.killed_s, threat.impact_s) for threat in raid.threats), default=0.0)
    launchers = [launcher for unit in raid.units for launcher in unit.launchers]
    loading = [own.rounds for own in launchers if last_s < own.loaded_s < inf]
    hit = {raid.scene.radars[number].key for number in raid.radars_hit}
    hit |= {unit.radar.key for unit in raid.units if unit.hit}
    return {
        "leakers": ended.count("leaked"),
        "killed": ended.count("killed"),
        "aborted": ended.count("aborted"),
        "decoys_shot_down": sum(outcome(threat) == "killed" for threat in raid.threats if threat.given.decoy),
        "rounds_wasted": sum(shot.end == WASTED for shot in fired),
        "rounds_loaded": sum(unit.loaded for unit in raid.units) - sum(loading),
        "rounds_left": sum(own.rounds for own in launchers) - sum(loading),
        "rounds_lost": sum(unit.rounds_lost for unit in raid.units),
        "launchers_lost": sum(own.hit for own in launchers),
        "rounds_reloading": sum(loading),
        "rounds_not_ready": sum(own.given.rounds for own in launchers if own.given.present and not own.ready),
        "radars_lost": len(hit),
        "posts_lost": sum(post.hit for post in raid.posts),
        "repairs": sum(part.repairs for part in raid.parts),
        "bearing_index": raid.threats[0].bearing if raid.threats else 0,
    }
