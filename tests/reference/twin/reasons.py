"""What became of every threat of a raid that is over, and why those that leaked did."""

from math import inf, pi

from .given import ENGAGEMENT, RAID
from .gunnery import NOT_FIRED, WASTED
from .looks import in_sector, in_sight
from .recognition import answers, held_friendly_by_all
from .rules import Terms

STEPS = (
    "out_of_envelope",
    "seen_too_late",
    "no_operator",
    "taken_for_friend",
    "not_identified",
    "out_of_sector",
    "held_by_doctrine",
    "unit_lost",
    "no_round",
    "no_channel",
)
"""How far a fire unit came towards a shot: whoever came farthest gives the reason."""
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
    """Return why a threat leaked, or traffic was shot down; None if it was not, or does no harm."""
    if threat.given.side != RAID and outcome(threat) == "killed":
        return "answer_missed" if answers(raid, threat) else "did_not_answer"
    if outcome(threat) != "leaked" or threat.given.decoy:
        return None
    if threat.lost_shots:
        return "unit_lost"
    if threat.shots:
        return "held_by_doctrine" if another_shot(raid, threat) else "missed"
    if threat.held_for_decoy:
        return "taken_for_decoy"
    if raid.scene.recognition is not None and held_friendly_by_all(raid, threat):
        return "taken_for_friend"
    stood = {row for move in raid.moves if move.left_s < inf for row in move.rows(move.given.first_radar)}
    there = [
        radar for row, radar in enumerate(raid.scene.radars) if raid.radar_lost_s[row] > -inf or row in stood
    ]
    searching = [radar for radar in there if radar.role != ENGAGEMENT]
    if not any(seen_by(radar, threat) for radar in there):
        return "never_in_sight" if any(radar.instrumented_m > 0.0 for radar in there) else "unit_lost"
    seen = [
        in_sector(view, radar.sector_half_rad, raid.search_centre_rad(radar.post, 0.0))
        for radar in searching
        for view in seen_by(radar, threat)
    ]
    if seen and not any(seen):
        return "out_of_sector"
    if not threat.tracked:
        return "not_tracked_by_luck"
    if all(post.tracks[threat.number].known_s == inf for post in raid.posts):
        return "unit_lost" if threat.lost_tracks else "not_detected"
    return max((why_no_shot(unit, threat) for unit in raid.units), key=STEPS.index, default=STEPS[0])


def seen_by(radar, threat):
    """Return the knots that a radar sees, as it sees them."""
    return [view for view in threat.course.views[radar.site] if in_sight(radar, view)]


def another_shot(raid, threat):
    """Whether a rule held the last shot back, or a unit let the threat go while it could have shot again."""
    return any(
        unit.engagement(threat).blocked == "rule"
        or (
            unit.engagement(threat).closed_s < threat.impact_s
            and "ready" in feasible(unit, threat, unit.engagement(threat).closed_s)
        )
        for unit in raid.units
    )


def why_no_shot(unit, threat):
    """Return why a fire unit did not shoot."""
    engagement = unit.engagement(threat)
    shots = feasible(unit, threat, engagement.ready_s if engagement.ready_s < threat.impact_s else inf)
    if engagement.kept_out and "ready" not in shots:
        return "unit_lost"
    if "any" not in shots:
        return "out_of_envelope"
    if "ready" not in shots:
        queued = unit.given.operators and "ready" in feasible(unit, threat, engagement.unqueued_s)
        return "no_operator" if queued else "seen_too_late"
    if unit.leaves_alone(threat):
        return "taken_for_friend" if unit.track(threat).held_friendly else "not_identified"
    if unit.doctrine(threat).hold_fire or engagement.blocked == "rule":
        return "held_by_doctrine"
    if engagement.blocked == "round" or "loaded" not in shots:
        return "no_round"
    if unit.lost_s < threat.impact_s or engagement.kept_out:
        return "unit_lost"
    return "out_of_sector" if engagement.blocked == "sector" else "no_channel"


def feasible(unit, threat, ready_s):
    """Return which shots there were, whatever the radar faced and whatever was free.

    ``any`` with any warning, ``ready`` from a time on, ``loaded`` from then on by a launcher with a round.
    """
    found = set()
    for kind in unit.choices(threat):
        there = [own for own in unit.launchers if own.given.interceptor == kind and own.given.present]
        if not there:
            continue

        def shot_s(from_s, launcher=there[-1]):
            return shot_where_it_stood_s(unit, launcher, threat, from_s)

        if shot_s(LONG_AGO_S) == inf:
            continue
        found.add("any")
        launch_s = inf if ready_s == inf else shot_s(ready_s)
        if launch_s == inf:
            continue
        found.add("ready")
        again_s = min(own.loaded_s for own in there)
        emptied_s = max(own.emptied_s for own in there)
        if launch_s < emptied_s or (again_s < inf and shot_s(max(again_s, ready_s)) < inf):
            found.add("loaded")
    return found


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

    What others killed before the layer shot at it did not come to it.
    """
    own = {unit.number for unit in raid.units if unit.given.layer == layer}
    fired = [shot for shot in raid.shots if shot.end != NOT_FIRED and shot.unit.number in own]
    real = [threat for threat in raid.threats if is_real(threat) and outcome(threat) != "aborted"]
    shot_at = {shot.threat.number for shot in fired}
    killed = {threat.number for threat in real if outcome(threat) == "killed" and threat.killer in own}
    came = {
        threat.number
        for threat in real
        if threat.number in shot_at or threat.number in killed or outcome(threat) == "leaked"
    }
    wasted = sum(shot.end == WASTED for shot in fired)
    return len(came), len(came & shot_at), len(killed), len(came - killed), len(fired), wasted


def tally(raid):
    """Return what came of a raid in numbers."""
    real = [threat for threat in raid.threats if is_real(threat)]
    ended = [outcome(threat) for threat in real]
    fired = [shot for shot in raid.shots if shot.end != NOT_FIRED]
    last_s = max((min(threat.killed_s, threat.impact_s) for threat in raid.threats), default=0.0)
    launchers = [launcher for unit in raid.units for launcher in unit.launchers]
    loading = [min(own.rounds, own.given.rounds) for own in launchers if last_s < own.loaded_s < inf]
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
