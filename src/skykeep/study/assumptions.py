"""What is assumed in the program itself, beside the figures of the catalogue: sentences for every answer."""

from __future__ import annotations

from skykeep.catalogue import Catalogue
from skykeep.compiler.draws import ASSUMED_HEIGHT_WEIGHTS
from skykeep.compiler.geometry import ASSUMED_EYE_HEIGHT_AGL_M
from skykeep.compiler.path_families import ASSUMED_CLEARANCE_AGL_M
from skykeep.model import Detection, Figure

__all__ = ["antenna_heights_told", "program_assumptions"]


def program_assumptions(detection: Detection) -> tuple[str, ...]:
    """Return one sentence for each constant that no source gives and that is not drawn from world to world.

    A test holds the numbers of the fly-out and of the radar equation, which stand in the kernel, to it.
    """
    low, best, high = (f"{100.0 * weight:g}" for weight in ASSUMED_HEIGHT_WEIGHTS)
    return (
        f"A track is {detection.confirm_m} hits in {detection.confirm_n} looks; a look at nothing gives a "
        f"false hit once in {1.0 / detection.p_false_alarm:,.0f}.",
        "The echo of every threat, and of the target that a printed range is meant for, changes from look to "
        "look (Swerling 1).",
        "In a raid the engagement radar locks on at its first hit; it supports interceptors wherever it has "
        "sight and its limits allow, whatever its power.",
        "An interceptor is boosted at 170 m/s², over at most an eighth of its printed range, which it "
        "reaches over a path a fifth as high, with 40 % of its peak speed left; it may leave its path for a "
        "dive of 45 degrees; slower than 400 m/s it meets nothing.",
        "Interceptors fly to the collision point; how they are guided is left out. Launchers stand beside "
        "the radars.",
        "A quasi-ballistic missile climbs on a Kepler arc, as if thrust made up for drag, falls from its "
        "apogee with drag, and is pulled into a dive below a stated height, as its body allows: "
        "worlds draw one of three; it does not evade.",
        f"Aircraft and UAVs keep {ASSUMED_CLEARANCE_AGL_M:g} m above ground that rises to their altitude; "
        "cruise missiles climb and dive no steeper than the best value of their class.",
        f"Antenna heights are drawn as low, best or high with weights of {low}, {best} and {high} %; ranges "
        f"and angles of a site are reckoned from {ASSUMED_EYE_HEIGHT_AGL_M:g} m above its ground.",
    )


def antenna_heights_told(catalogue: Catalogue) -> tuple[str, ...]:
    """Return one sentence for each radar: how high its antenna stands above ground, and who says so.

    Heights are those of a site that gives no ``mast_m``; limits are those between which worlds draw.
    """
    return tuple(
        f"{system.name}, {radar.name} (`{system.id}/radars/{radar.id}`): {_height(radar.antenna_height_m)}"
        for system in catalogue.systems.values()
        for radar in system.radars
    )


def _height(figure: Figure) -> str:
    """Return a height with what it is drawn from, its kind, its sources and its note."""
    values = sorted({claim.value for claim in figure.alternatives})
    if values:
        drawn = f", drawn from {', '.join(f'{value:g}' for value in values[:-1])} and {values[-1]:g} m"
    else:
        drawn = "" if figure.is_fixed else f", drawn from {figure.low:g} to {figure.high:g} m"
    sources = f" ({', '.join(f'`{name}`' for name in figure.sources)})" if figure.sources else ""
    return f"{figure.best:g} m{drawn}; {figure.kind}{sources}. {figure.note}".strip()
