"""What a choice is worth when the threat comes from another side than the one it was made for."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.coverage import Site
from skykeep.coverage.country import PolarIndex
from skykeep.coverage.figures import FigureReader
from skykeep.coverage.polar import PolarAnswer
from skykeep.coverage.threads import in_order
from skykeep.errors import UsageError, did_you_mean
from skykeep.model import System

from .cover import Cover, CoverOf
from .maximal import Choice, best_sites
from .problem import Problem, value_of

__all__ = ["SIDES", "SideRow", "SidesTable", "met_on_the_way", "sector_of", "sides_asked", "sides_table"]

F64 = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

SIDES: dict[str, float] = {
    name: math.radians(45.0 * turn) for turn, name in enumerate(("N", "NE", "E", "SE", "S", "SW", "W", "NW"))
}
"""Sides that a threat may come from, as bearings from what is defended, rad."""
STRIP_M = 10_000.0
"""Width of the strips along which a way is followed, m: wider than what lies between two rays at 500 km."""
SHARE_DIGITS = 6
ALL_ROUND_RAD = 2.0 * math.pi - 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRow:
    """The best sites for one side, and what they reach from each side: as laid, and turned to the threat."""

    side: str
    choice: Choice
    laid: tuple[float, ...]
    turned: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesTable:
    """A row for each side that sites are chosen for; ``sector_rad`` is how wide a radar looks."""

    sides: tuple[str, ...]
    sector_rad: float
    rows: tuple[SideRow, ...]

    def regret(self, row: SideRow) -> tuple[float, ...]:
        """Return by how much less a choice reaches from each side than the choice made for that side."""
        best = [each.choice.value for each in self.rows]
        return tuple(max(0.0, top - share) for top, share in zip(best, row.laid, strict=True))

    @property
    def least_regret(self) -> SideRow:
        """The row whose greatest regret is least, the first of several."""
        return min(self.rows, key=lambda row: max(self.regret(row)))

    def to_json(self, names: Callable[[Sequence[int]], list[dict[str, Any]]]) -> dict[str, Any]:
        """Return plain values; ``names`` turns sites into theirs."""
        return {
            "sides": list(self.sides),
            "sector_deg": round(math.degrees(self.sector_rad), 1),
            "least_regret": self.least_regret.side,
            "rows": [
                {
                    "chosen_for": row.side,
                    "sites": names(row.choice.sites),
                    "share": round(row.choice.value, SHARE_DIGITS),
                    "bound": round(row.choice.bound, SHARE_DIGITS),
                    "gap": row.choice.gap,
                    "from": self._by_side(row.laid),
                    "from_if_turned": self._by_side(row.turned),
                    "regret": self._by_side(self.regret(row)),
                }
                for row in self.rows
            ],
        }

    def _by_side(self, shares: Sequence[float]) -> dict[str, float]:
        return {side: round(share, SHARE_DIGITS) for side, share in zip(self.sides, shares, strict=True)}


def sides_asked(given: str | Sequence[str]) -> tuple[str, ...]:
    """Return the sides that are asked for: ``all``, or names such as ``N,E``.

    Raises
    ------
    UsageError
        If one is none of the eight, or fewer than two are given.
    """
    names = given.split(",") if isinstance(given, str) else list(given)
    names = [str(name).strip().upper() for name in names]
    if names == ["ALL"]:
        return tuple(SIDES)
    for name in names:
        if name not in SIDES:
            allowed = ", ".join(SIDES)
            raise UsageError(f"sides: given {name!r}, allowed {allowed}, or all.{did_you_mean(name, SIDES)}")
    if len(set(names)) < 2:
        raise UsageError(f"sides {given!r}: give two or more, as N,E, or all; one side has nothing to regret")
    return tuple(dict.fromkeys(names))


def sector_of(system: System, kind: CoverOf, read: FigureReader) -> float:
    """Return the widest azimuth in which a radar that counts can track without turning, rad."""
    radars = [radar for radar in system.radars if radar.engages or kind == "seen"]
    widths = []
    for radar in radars:
        path = f"{system.id}/radars/{radar.id}"
        wide = radar.track_sector_rad
        widths.append(
            read(path, "sector_rad", radar.sector_rad)
            if wide is None
            else read(path, "track_sector_rad", wide)
        )
    return max(widths)


def met_on_the_way(
    answer: PolarAnswer,
    cells: Bools,
    index: PolarIndex,
    side_rad: float,
    facing_rad: float,
    sector_rad: float,
) -> Bools:
    """Return to which places a straight way from one side crosses cover before it gets there: bool [place].

    Cover counts only in the sector that the radar is laid to. Whoever flies round the cover is not met; a
    place far behind it counts as one just behind it.
    """
    rays = cells.shape[0]
    angle = np.arange(rays) * (2.0 * math.pi / rays)
    off = np.abs((angle - facing_rad + math.pi) % (2.0 * math.pi) - math.pi)
    ray, point = np.nonzero(cells & (off <= 0.5 * sector_rad + 1e-9)[:, None])
    along, strip = _along(angle[ray], answer.range_m[point], side_rad)
    half = int(answer.range_m[-1] // STRIP_M) + 2
    farthest = np.full(2 * half + 1, -np.inf)
    np.maximum.at(farthest, strip + half, along)
    place_along, place_strip = _along(angle[index.ray], index.range_m, side_rad)
    near = np.abs(place_strip) <= half
    return np.asarray(near & (place_along <= farthest[np.clip(place_strip, -half, half) + half]))


def _along(angle_rad: F64, range_m: F64, side_rad: float) -> tuple[F64, npt.NDArray[np.int64]]:
    """Return how far places lie towards a side, m, and the strip of a way from there in which they lie."""
    turn = angle_rad - side_rad
    return range_m * np.cos(turn), np.rint(range_m * np.sin(turn) / STRIP_M).astype(np.int64)


def sides_table(
    cover: Cover,
    sites: Sequence[Site],
    problem_of: Callable[[Bools], Problem],
    sides: Sequence[str],
    *,
    time_limit_s: float,
    gap: float,
    jobs: int = 1,
    tick: Callable[[], object] = lambda: None,
) -> SidesTable:
    """Return the best sites for each side, and what each choice is worth from every side.

    ``problem_of`` makes the problem of masks [site, height, place].
    """
    bearings = [SIDES[side] for side in sides]
    sector = sector_of(cover.system, cover.kind, cover.by_view(sites[0])[0].read)
    everywhere = sector >= ALL_ROUND_RAD

    def one(site: Site) -> npt.NDArray[np.uint8]:
        found = []
        for index, answer in cover.answers(site, cover.by_view(site)):
            cells = (
                answer.engageable > 0
                if cover.kind == "engageable"
                else answer.range_m[None, :] <= answer.seen_range_m[:, None]
            )
            found.append(
                [
                    [met_on_the_way(answer, cells, index, side, facing, sector) for side in bearings]
                    for facing in (bearings[:1] if everywhere else bearings)
                ]
            )
        return np.packbits(np.array(found), axis=-1)

    packed = np.stack(in_order(one, sites, jobs=jobs, tick=tick))
    places = cover.places.lat_deg.size

    def problem(facing: int, side: int) -> Problem:
        chosen = packed[:, :, 0 if everywhere else facing, side]
        return problem_of(np.unpackbits(chosen, axis=-1, count=places).astype(bool))

    turned = [problem(side, side) for side in range(len(sides))]
    rows = []
    for place, side in enumerate(sides):
        choice = best_sites(turned[place], time_limit_s=time_limit_s, gap=gap)
        chosen = (*turned[place].fixed, *choice.sites)
        rows.append(
            SideRow(
                side=side,
                choice=replace(choice),
                laid=tuple(value_of(problem(place, other), chosen) for other in range(len(sides))),
                turned=tuple(value_of(each, chosen) for each in turned),
            )
        )
    return SidesTable(sides=tuple(sides), sector_rad=sector, rows=tuple(rows))
