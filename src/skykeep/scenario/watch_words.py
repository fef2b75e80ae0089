"""What a scenario says of outside eyes and of the life of its radars, in words."""

from __future__ import annotations

import math

from skykeep.model import OutsideEye, Scenario, WatchRules

from .catalogue_like import CatalogueLike

__all__ = ["watch_listing", "watch_sentences"]


def watch_listing(scenario: Scenario, catalogue: CatalogueLike) -> tuple[tuple[str, str], ...]:
    """Return what is said, each with what it is about."""
    watch = scenario.watch
    found = [(f"outside eye {eye.id}", _eye(eye, catalogue)) for eye in watch.eyes]
    for rule in watch.emission:
        radars = ", ".join(rule.radars)
        if rule.mode == "turns":
            found.append(("emission", f"{radars} radiate in turns, each once in {rule.period_s:g} s"))
        else:
            found.append(
                ("emission", f"{radars} are silent until their post is told, and {rule.switch_on_s:g} s more")
            )
    found += [("degraded modes", words) for words in _degraded(watch)]
    found += [("radar life", words) for words in _life(watch)]
    if watch.launch_on_remote:
        found.append(
            (
                "launch on remote",
                f"{', '.join(watch.launch_on_remote)} may shoot at what another radar keeps a track of and "
                "their own does not see, with rounds that find it by themselves at the end: assumed, no "
                "public source says so of these rounds",
            )
        )
    return tuple(found)


def watch_sentences(scenario: Scenario, catalogue: CatalogueLike) -> tuple[str, ...]:
    """Return what every answer says of it; nothing where nothing is said."""
    listed = watch_listing(scenario, catalogue)
    if not listed:
        return ()
    words = "; ".join(f"{about}: {said}" for about, said in listed)
    return (f"{words[0].upper()}{words[1:]}.",)


def _eye(eye: OutsideEye, catalogue: CatalogueLike) -> str:
    """Return what an outside eye is, where, and whom it tells."""
    name = next((kind.name for kind in catalogue.outside.passive if kind.id == eye.passive), "")
    if eye.system in catalogue.systems:
        name = catalogue.systems[eye.system].name
    height = "at the height of the catalogue"
    if eye.alt_msl_m is not None:
        height = f"{eye.alt_msl_m:g} m above sea level"
    if eye.height_agl_m is not None:
        height = f"{eye.height_agl_m:g} m above ground"
    orbit = ""
    if eye.orbit is not None:
        orbit = (
            f", on an orbit of {eye.orbit.length_m / 1000.0:g} km on {math.degrees(eye.orbit.bearing_rad):g} "
            f"degrees in {eye.orbit.period_s:g} s"
        )
    power = f"; its link needs the power of {eye.link.power}" if eye.link.power else ""
    bearing = "; it gives bearings, no ranges" if eye.passive else ""
    return f"{name} at {eye.lat_deg:g}, {eye.lon_deg:g}, {height}{orbit}, tells {eye.tells}{bearing}{power}"


def _degraded(watch: WatchRules) -> list[str]:
    """Return what fire units do when they have lost something."""
    found, degraded = [], watch.degraded
    if degraded.search_range_share > 0.0:
        found.append(
            f"an engagement radar searches its sector with {degraded.search_range_share:g} of its range, "
            f"{degraded.switch_on_s:g} s after the last searching radar of its post is lost"
        )
    return found


def _life(watch: WatchRules) -> list[str]:
    """Return what of the life of radars counts."""
    found = []
    if watch.life.track_capacity:
        found.append("searching radars keep no more tracks than the catalogue says")
    if watch.life.dwell:
        found.append("arrays that search and engage have no more time than there is (dwells assumed)")
    return found
