"""A probe in words: each line answers one question of a reader."""

from __future__ import annotations

from skykeep.coverage.probe_result import Probe, ProbedRadar

__all__ = ["probe_sentences"]

KILOMETRE = 1000.0


def probe_sentences(probe: Probe) -> list[str]:
    """Return what a probe answers, a sentence each, in the order in which one asks.

    What public figures leave open is said as whether they agree: they do where every figure at the end
    against, and at the end for, the defender gives the same answer. Hills have no such doubt.
    """
    return [
        _where(probe),
        _sight(probe),
        _seen(probe),
        *([] if probe.engageable is None else [_engageable(probe, probe.engageable)]),
        *(_radar(radar) for radar in probe.radars),
        _stands_on(probe),
        *probe.notes,
    ]


def _where(probe: Probe) -> str:
    """Return where the point lies from the site."""
    return (
        f"The point lies {_km(probe.distance_m)} from the site, bearing "
        f"{probe.bearing_deg % 360.0:.0f} degrees, "
        f"{_metres(probe.height_agl_m)} above ground of {_metres(probe.ground_msl_m)}."
    )


def _sight(probe: Probe) -> str:
    """Return whether the point is in sight, and what hides it."""
    least = min(radar.lowest_visible_agl_m for radar in probe.radars)
    if probe.in_sight:
        return f"In sight: yes; anything from {_metres(least)} above ground is in sight there."
    hidden = f"In sight: no; only from {_metres(least)} above ground is anything in sight there."
    if probe.hill is None:
        return f"{hidden} The round earth hides it."
    hill = probe.hill
    return (
        f"{hidden} It is hidden by ground of {hill.ground_msl_m:.0f} m above sea level at "
        f"{hill.lat_deg:.3f}, {hill.lon_deg:.3f}, {_km(hill.range_m)} from the site: "
        f"{_metres(hill.above_ray_m)} over the ray."
    )


def _seen(probe: Probe) -> str:
    """Return whether, and from how far out, a threat on this bearing is a confirmed track."""
    low, high = probe.seen_range_limits_m
    return (
        f"Seen by then: {_answer(probe.seen, probe.seen_limits)} A {probe.target.replace('-', ' ')} that "
        f"flies in on this bearing at this height is a confirmed track from {_km(probe.seen_range_m)} "
        f"({_km(low)} to {_km(high)}) with probability {probe.question.detection.p_detect:g}; what limits "
        f"that is {probe.limited_by}."
    )


def _engageable(probe: Probe, engageable: bool) -> str:
    """Return whether the threat can be met there, and from how far out."""
    low, high = probe.intercept_range_limits_m
    answer = _answer(engageable, probe.engageable_limits or (engageable, engageable))
    met = (
        f"It can first be met {_km(probe.intercept_range_m)} out ({_km(low)} to {_km(high)})."
        if probe.intercept_range_m > 0.0
        else f"It can never be met on this bearing at this height ({_km(low)} to {_km(high)})."
    )
    dead = (
        " The point lies in the dead zone over the launchers: met before, or not at all."
        if probe.dead_zone
        else ""
    )
    return f"Engageable there: {answer} {met}{dead}"


def _answer(best: bool, limits: tuple[bool, bool]) -> str:
    """Return yes or no, and whether public figures agree on it."""
    word = "yes" if best else "no"
    if limits[0] == limits[1]:
        return f"{word}, whichever end of the public figures holds."
    return f"{word} with best figures, but public figures allow the other answer too."


def _radar(radar: ProbedRadar) -> str:
    """Return what one radar has of the point."""
    where = f"{radar.name} ({radar.antenna_agl_m:g} m antenna)"
    if not radar.in_sight:
        return f"{where}: hidden below {_metres(radar.lowest_visible_agl_m)} above ground."
    return (
        f"{where}: in sight at {radar.elevation_deg:.1f} degrees, {_km(radar.slant_range_m)} off; one look "
        f"detects it with probability {radar.look_p:.2f} (best figures, many assumed)."
    )


def _stands_on(probe: Probe) -> str:
    """Return the assumptions that decide."""
    return (
        f"View {probe.question.view}, k = {probe.question.k:.2f}; in brackets every public figure at the end "
        f"against, and for, the defender. Elevation: {probe.terrain['name']}, step "
        f"{probe.terrain['step_m']:.0f} m."
    )


def _km(range_m: float) -> str:
    return f"{range_m / KILOMETRE:.0f} km"


def _metres(height_m: float) -> str:
    return f"{height_m:.0f} m"
