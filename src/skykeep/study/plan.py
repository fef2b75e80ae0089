"""How a study is cut into chunks of worlds: by its size alone, so no byte depends on who does the work."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Chunk", "Plan"]

_WORLDS_AT_ONCE = 25
_WATCHED_CHUNKS = 40
_RAIDS_AT_ONCE = 500
"""A chunk is a row group of the tables and what a stop may cost: half a second of work or so."""


@dataclass(frozen=True, slots=True, order=True)
class Chunk:
    """Worlds ``first_world`` to ``end_world`` (not included)."""

    first_world: int
    end_world: int

    @property
    def worlds(self) -> int:
        """Number of worlds."""
        return self.end_world - self.first_world


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``worlds`` joint draws of the figures with ``replications`` raids in each."""

    worlds: int
    replications: int

    def __post_init__(self) -> None:
        if self.worlds < 1 or self.replications < 1:
            raise ValueError(
                f"a study needs at least one world and one replication, given {self.worlds} and "
                f"{self.replications}"
            )

    @property
    def raids(self) -> int:
        """Number of raids."""
        return self.worlds * self.replications

    def chunks(self, *, watched: bool = False) -> tuple[Chunk, ...]:
        """Return the chunks in order: 25 worlds each, fewer where they have many replications; where somebody
        watches how they end, so few that there are about forty.
        """
        step = max(1, min(_WORLDS_AT_ONCE, _RAIDS_AT_ONCE // self.replications))
        if watched:
            step = min(step, max(1, self.worlds // _WATCHED_CHUNKS))
        return tuple(Chunk(first, min(first + step, self.worlds)) for first in range(0, self.worlds, step))
