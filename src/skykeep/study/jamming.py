"""What jamming would do: a scenario with an assumed stand-off jammer, or without the jamming that it has."""

from __future__ import annotations

from dataclasses import replace

from skykeep.catalogue import Catalogue
from skykeep.model import Scenario
from skykeep.model.radar_effects import Jammer

__all__ = ["NO_JAMMING", "STAND_OFF", "jammed", "jamming_words", "why_no_jammer"]

STAND_OFF = "jamming/stand-off"
"""A stand-off jammer comes to the raid."""
NO_JAMMING = "jamming/none"
"""The jamming of the scenario is not there."""

ASSUMED_DISTANCE_M = 150_000.0
ASSUMED_ALT_MSL_M = 10_000.0
"""Where the jammer flies, on the raid's first axis: assumed, beyond the reach of most interceptors and above
the horizon of radars."""
_KIND = "stand-off"


def jammed(scenario: Scenario, catalogue: Catalogue) -> dict[str, Scenario]:
    """Return the scenario under other jamming, by the id of the change.

    Where it has no stand-off jammer one is added, unless ``why_no_jammer``, and where it has any jamming that
    is taken away. Figures that are not those of radar effects keep their draws.
    """
    effects = scenario.radar_effects
    found = {}
    knows_one = any(each.id == _KIND for each in catalogue.effects.jammers)
    if not effects.jammers and knows_one and not why_no_jammer(scenario):
        jammer = Jammer(
            id=_KIND,
            kind=_KIND,
            alt_msl_m=ASSUMED_ALT_MSL_M,
            axis_bearing_rad=0.0,
            distance_m=ASSUMED_DISTANCE_M,
        )
        found[STAND_OFF] = replace(scenario, radar_effects=replace(effects, jammers=(jammer,)))
    if effects.jammers or effects.self_screening:
        found[NO_JAMMING] = replace(
            scenario, radar_effects=replace(effects, jammers=(), self_screening=False)
        )
    return found


def why_no_jammer(scenario: Scenario) -> str:
    """Return why no jammer can be added to a scenario, in words; empty where one can."""
    if not scenario.drawn_sites:
        return ""
    return (
        f"A stand-off jammer is not played: the site of {' and '.join(scenario.drawn_sites)} is drawn, and "
        "effects on radars need the site of each; give distance_km and bearing_deg of the offset."
    )


def jamming_words(name: str, catalogue: Catalogue) -> str:
    """Return what a change of jamming is, in words."""
    if name == NO_JAMMING:
        return "without the jamming of the scenario"
    kind = next(each for each in catalogue.effects.jammers if each.id == _KIND)
    return (
        f"a {kind.name}, {ASSUMED_DISTANCE_M / 1000.0:.0f} km out on the raid's first axis, "
        f"{ASSUMED_ALT_MSL_M / 1000.0:.0f} km high: assumed"
    )
