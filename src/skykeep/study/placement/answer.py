"""The answer of a placement as plain frozen data: the choice, its proof, its doubts, what would change it."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

from skykeep.coverage import Site

from .cover_map import CoverMap
from .maximal import Choice, Fewest
from .sides import SidesTable

SHARE_DIGITS = 6
"""Digits of shares as plain data: a millionth of what is to be covered."""
BASIS = "best figures, assumed"
"""What shares rest on that have no limits of their own: those of the choice tell how far they may lie."""

__all__ = ["Doubt", "FrontRow", "HeightRow", "Placed", "Rechosen", "ShareDoubt", "SiteRow"]

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDoubt:
    """A share with what public figures allow: ``limits`` from every figure at either end, ``ignorance_90``
    from drawn worlds, None where it was not asked for or below 50 worlds."""

    share: float
    limits: Pair | None = None
    ignorance_90: Pair | None = None

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "share": _round(self.share),
            "limits": None if self.limits is None else [_round(end) for end in self.limits],
            "ignorance_90": None if self.ignorance_90 is None else [_round(end) for end in self.ignorance_90],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """A site of the choice: the share that it covers alone, and what the others cover if it is lost."""

    site: Site
    is_fixed: bool
    alone_share: float
    share_if_lost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeightRow:
    """What the one choice covers at a height, and the best choice, and the fewest sites, for it alone."""

    height_agl_m: float
    covered: ShareDoubt
    area: ShareDoubt
    people: ShareDoubt
    best: Choice | None = None
    fewest: Fewest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontRow:
    """The best choice of so many sites."""

    count: int
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechosen:
    """The choice made anew in drawn worlds: in how many of ``worlds`` another set covers more than the chosen
    one, and by how much more at most."""

    worlds: int
    another_better: int
    most_better: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """How far the share of the chosen sites may lie from what best figures give."""

    covered: ShareDoubt
    worlds: int
    rechosen: Rechosen | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where the units of one system go, indices into ``candidates``; ``problem`` is given by the rest.

    ``greedy`` is the choice one after the other; ``heights`` has a row for each height asked for, and for
    those of a claim; ``flat_ring_share`` is what rings about the same sites cover on a flat map.
    """

    system_id: str
    kind: str
    count: int
    candidates: tuple[Site, ...]
    fixed: tuple[int, ...]
    choice: Choice
    greedy: Choice
    sites: tuple[SiteRow, ...]
    heights: tuple[HeightRow, ...]
    front: tuple[FrontRow, ...]
    fewest: Fewest | None
    doubt: Doubt
    sides: SidesTable | None
    ring_m: float
    flat_ring_share: float
    most: float
    cover_map: CoverMap
    complete: bool

    def site_json(self, sites: tuple[int, ...] | list[int]) -> list[dict[str, Any]]:
        """Return sites as names and places."""
        return [_plain(self.candidates[site]) for site in sites]

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        loss = min(self.sites, key=lambda row: row.share_if_lost, default=None)
        return {
            "system": self.system_id,
            "counts": self.kind,
            "k": self.count,
            "sites": [
                _plain(row.site)
                | {
                    "fixed": row.is_fixed,
                    "alone_share": _round(row.alone_share),
                    "share_if_lost": _round(row.share_if_lost),
                    "basis": BASIS,
                }
                for row in self.sites
            ],
            **self._choice_json(self.choice),
            "limits": self.doubt.covered.to_json()["limits"],
            "ignorance_90": self.doubt.covered.to_json()["ignorance_90"],
            "worlds": self.doubt.worlds,
            "rechosen": None if self.doubt.rechosen is None else _rounded(asdict(self.doubt.rechosen)),
            "greedy": {"sites": self.site_json(self.greedy.sites), **self._choice_json(self.greedy)},
            "worst_loss": None
            if loss is None
            else {"site": loss.site.name, "share_left": _round(loss.share_if_lost), "basis": BASIS},
            "all_candidates_share": _round(self.most),
            "ring_m": self.ring_m,
            "flat_ring_share": _round(self.flat_ring_share),
            "heights": [self._height_json(row) for row in self.heights],
            "front": [
                {"k": row.count, "sites": self.site_json(row.choice.sites), **self._choice_json(row.choice)}
                for row in self.front
            ],
            "fewest": self._fewest_json(self.fewest),
            "sides": None if self.sides is None else self.sides.to_json(lambda s: self.site_json(list(s))),
            "candidates": [_plain(site) for site in self.candidates],
            "cover_map": self.cover_map.to_json(),
        }

    def _choice_json(self, choice: Choice) -> dict[str, Any]:
        return {
            "share": _round(choice.value),
            "bound": _round(choice.bound),
            "gap": _round(choice.gap),
            "proven": choice.is_proven,
            "basis": BASIS,
        }

    def _fewest_json(self, found: Fewest | None) -> dict[str, Any] | None:
        if found is None:
            return None
        return {
            "goal": found.goal,
            "k": None if found.sites is None else len(found.sites),
            "at_least": found.least,
            "reachable": found.least is not None,
            "proven": found.is_proven,
            "sites": None if found.sites is None else self.site_json(found.sites),
            "all_candidates_share": _round(found.most),
        }

    def _height_json(self, row: HeightRow) -> dict[str, Any]:
        best = row.best
        return {
            "height_agl_m": row.height_agl_m,
            **row.covered.to_json(),
            "area": row.area.to_json(),
            "people": row.people.to_json(),
            "best": None
            if best is None
            else {"sites": self.site_json(best.sites), **self._choice_json(best)},
            "fewest": self._fewest_json(row.fewest),
        }


def _round(share: float) -> float | None:
    """Return a share as plain data, None where there is no number."""
    return round(share, SHARE_DIGITS) if math.isfinite(share) else None


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its shares rounded."""
    return {name: _round(value) if isinstance(value, float) else value for name, value in row.items()}


def _plain(site: Site) -> dict[str, Any]:
    return {"name": site.name, "lat_deg": round(site.lat_deg, 5), "lon_deg": round(site.lon_deg, 5)}
