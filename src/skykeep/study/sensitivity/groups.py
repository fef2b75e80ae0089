"""Which group a figure belongs to, by its id."""

from __future__ import annotations

from typing import Final

__all__ = ["GROUPS", "group_of"]

GROUPS: Final = ("radar", "kill", "magazine", "doctrine", "threat", "conditions")
"""Groups of figures, in the order of a reader."""

_BY_PART: Final = {
    "kill_p": "kill",
    "radars": "radar",
    "eyes": "radar",
    "effects": "radar",
    "interceptors": "kill",
    "launchers": "magazine",
    "command_post": "doctrine",
    "doctrine": "doctrine",
    "threats": "threat",
}
"""Group of an id by the first of these that is a part of it."""
_COMMON: Final = {
    "common_kill_p": "kill",
    "raid_kill_share": "kill",
    "missed_kill_p": "kill",
    "false_kill_p": "kill",
    "decoy_recognised_p": "threat",
    "taken_for_decoy_p": "threat",
    "launchers_ready_share": "magazine",
    "reaction_factor": "doctrine",
}
"""Group of what all systems share, where it is not ``conditions``."""


def group_of(figure_id: str) -> str:
    """Return the group of a figure: radars, kills (interceptors and their chances), magazine (launchers,
    loads, reloads), doctrine (rounds and looks, and those who decide), threat, and all else as conditions.

    Examples
    --------
    >>> group_of("s-300pmu-2/radars/30n6e2/detection_range_m")
    'radar'
    >>> group_of("refraction/k")
    'conditions'
    """
    parts = figure_id.split("/")
    if parts[0] == "common" and parts[-1] in _COMMON:
        return _COMMON[parts[-1]]
    return next((group for part, group in _BY_PART.items() if part in parts), "conditions")
