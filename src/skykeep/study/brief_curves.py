"""Curves of a brief over raid size, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["DoctrineCurve", "DoctrinePoint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctrinePoint:
    """One size of the raid: threats stopped and their share, each with its intervals."""

    threats: int
    killed: dict[str, Any]
    stopped_share: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctrineCurve:
    """One alternative over raid size. ``ready_rounds`` are those on ready launchers when a raid comes: mean,
    5 and 95 % of raids. Without points it was not played: no threat of the raid leaves it to be drawn.
    """

    id: str
    words: str
    kind: str
    sources: tuple[str, ...]
    note: str
    ready_rounds: tuple[float, float, float]
    points: tuple[DoctrinePoint, ...]
