"""What a scenario says of friendly and neutral traffic, in words."""

from __future__ import annotations

from skykeep.model import Scenario, TrafficGroup

from .catalogue_like import CatalogueLike
from .traffic_build import way_m

__all__ = ["traffic_listing", "traffic_sentences"]


def traffic_listing(scenario: Scenario, catalogue: CatalogueLike) -> tuple[tuple[str, str], ...]:
    """Return what is said of each group of traffic, with what it is about."""
    return tuple((f"traffic {group.id}", _group(group, catalogue)) for group in scenario.traffic)


def _group(group: TrafficGroup, catalogue: CatalogueLike) -> str:
    """Return who flies, how and where."""
    kind = catalogue.threats[group.threat_class]
    speed_mps, speed = group.speed_mps, ""
    if speed_mps is None:
        speed_mps, speed = kind.speed_mps.best, f" ({kind.speed_mps.kind})"
    alt_m, altitude = group.alt_msl_m, ""
    if alt_m is None:
        alt_m, altitude = kind.set_height_m.best, f" ({kind.set_height_m.kind})"
    apart = "" if group.count == 1 else f", {group.spacing_s:g} s apart"
    if apart and group.spacing_law == "exponential":
        apart += " in the mean, drawn"
    begin, end = (_place(*each) for each in group.ends)
    return (
        f"{group.count} x {kind.name}, {group.side}, {alt_m:g} m above sea level{altitude}, {speed_mps:g} m/s"
        f"{speed}{apart}, {way_m(group) / 1000.0:.0f} km from {begin} "
        f"to {end}{', where they land' if group.lands else ''}"
    )


def _place(lat_deg: float, lon_deg: float) -> str:
    """Return a place in words."""
    north, east = "N" if lat_deg >= 0.0 else "S", "E" if lon_deg >= 0.0 else "W"
    return f"{abs(lat_deg):.2f} {north} {abs(lon_deg):.2f} {east}"


def traffic_sentences(scenario: Scenario, catalogue: CatalogueLike) -> tuple[str, ...]:
    """Return what every answer says of traffic; nothing where there is none."""
    if not scenario.traffic:
        return ()
    listed = "; ".join(words for _, words in traffic_listing(scenario, catalogue))
    if scenario.identification:
        asked = (
            "Posts ask whose a track is and may be wrong (assumed figures); doctrine says whether they shoot "
            "at what they cannot tell (weapons_tight)."
        )
    else:
        asked = (
            "Identification is off: posts know rightly and at once that it is none of the raid, and shoot at "
            "none of it. That no friend is lost is assumed, not found."
        )
    return (f"Traffic that is none of the raid: {listed}. {asked}",)
