"""What if, as plain data: more threats, more units, a second layer, a lost part, jamming."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Gains", "Jammed", "Layered", "Losses", "MovesWith", "Option", "Regiment", "SizeCurve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovesWith:
    """A figure whose draws go with a difference beyond chance; ``is_list`` where it is no number."""

    figure: str
    kind: str
    low: float
    high: float
    is_list: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeCurve:
    """Leakers of one system over sizes of the lead raid: points, knees, how many worlds it took."""

    system: str
    points: tuple[dict[str, Any], ...]
    knee: dict[str, Any]
    stopping: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """What one option does, each number with its intervals."""

    leakers: dict[str, Any]
    stopped_share: dict[str, Any]
    rounds_fired: dict[str, Any]
    rounds_left: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regiment:
    """One unit beside several under one post: ``fewer`` leakers with them, in worlds of the same figures.

    ``scenario`` is what ``skykeep run`` takes, ``spread_m`` how far from the post they stand.
    """

    scenario: str
    formation: str
    units: int
    spread_m: float
    raid: str
    threats: int
    one: Option
    several: Option
    fewer: dict[str, Any]
    moves_with: tuple[MovesWith, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layered:
    """Two systems together: of each layer what came to it, was shot at, killed and passed, in ``rows``.

    ``fewer`` leakers than past ``alone``, the lead system with nothing beside it.
    """

    scenario: str
    name: str
    raid: str
    threats: int
    rows: tuple[dict[str, Any], ...]
    together: Option
    alone: Option
    fewer: dict[str, Any]
    moves_with: tuple[MovesWith, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """The lead system whole, and without each of its parts, the worst first, as ``skykeep stress`` has it."""

    baseline: dict[str, Any]
    rows: tuple[dict[str, Any], ...]
    stopping: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jammed:
    """One system without and with a stand-off jammer: how many ``more`` leak, raid by raid."""

    system: str
    words: str
    without: dict[str, Any]
    under: dict[str, Any]
    more: dict[str, Any]
    moves_with: tuple[MovesWith, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """All of it; ``scenario`` is a shipped one of the lead system alone against the lead raid, or none."""

    worlds: int
    replications: int
    scenario: str
    sizes: tuple[SizeCurve, ...]
    regiment: Regiment | None
    layers: Layered | None
    losses: Losses
    jamming: tuple[Jammed, ...]
