"""Masts belong to radars: which antenna a mast of a site carries."""

from __future__ import annotations

from collections.abc import Mapping

from .system import Radar, System

__all__ = ["MastHeights", "mast_height_m", "unknown_radars"]

MastHeights = float | Mapping[str, float]
"""Height of the engagement radar's antenna above ground, m; or that of each radar named, by radar id."""


def mast_height_m(system: System, radar: Radar, mast_m: MastHeights | None) -> float | None:
    """Return the height that a site gives to a radar's antenna, m above ground; None where it gives none.

    A single height is that of the radar that engages. A search radar of the same vehicle or mast goes up with
    it: their heights share a draw.
    """
    if mast_m is None:
        return None
    if isinstance(mast_m, Mapping):
        return mast_m.get(radar.id)
    if radar.engages:
        return mast_m
    shared = radar.antenna_height_m.same_draw
    same_antenna = shared and any(
        other.engages and other.antenna_height_m.same_draw == shared for other in system.radars
    )
    return mast_m if same_antenna else None


def unknown_radars(system: System, mast_m: MastHeights | None) -> tuple[str, ...]:
    """Return the radars named by masts that the system does not have."""
    if not isinstance(mast_m, Mapping):
        return ()
    known = {radar.id for radar in system.radars}
    return tuple(name for name in mast_m if name not in known)
