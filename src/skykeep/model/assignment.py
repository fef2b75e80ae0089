"""A static assignment as a user gives it: who has how many rounds, what each threat is worth, what hits."""

from __future__ import annotations

from dataclasses import dataclass

from .notebook import Shown

__all__ = ["LOOKS_MAX", "AssignmentCase"]

LOOKS_MAX = 20
"""Salvos with a look between them; nobody has time for more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentCase(Shown):
    """Which rounds shall go at which threats?

    ``kill_p[s][t]`` is the probability that one round of shooter s kills threat t, 0 out of reach; rounds of
    one shooter are alike, and shots are independent of each other. ``threats`` stand in the order in which
    they arrive, ``value_by_threat`` is what is lost if one gets through. ``rounds_per_threat_max`` caps the
    rounds at one threat, None where nothing does. ``looks`` is how many salvos there is time for, with a look
    between them. ``best_known_value`` is what gets through at best as the file states it.
    """

    name: str
    shooters: tuple[str, ...]
    rounds: tuple[int, ...]
    threats: tuple[str, ...]
    value_by_threat: tuple[float, ...]
    kill_p: tuple[tuple[float, ...], ...]
    rounds_per_threat_max: int | None = None
    looks: int = 2
    best_known_value: float | None = None
