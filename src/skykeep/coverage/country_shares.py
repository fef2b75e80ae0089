"""Shares of a country at one height: at the figures of the view, and at both ends of the public ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skykeep.terrain.places import city_label

from .country import CountryGrid, PolarIndex
from .polar import PolarAnswer
from .result import CountryShares

__all__ = ["SHARE_DIGITS", "CountryRound", "country_shares"]

Bools = npt.NDArray[np.bool_]

NAMED_CITIES = 20
"""The largest cities of the country are named one by one."""
SHARE_DIGITS = 4


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class CountryRound:
    """A country round a site: its places, and where they lie on the rays of the view and of its ends."""

    grid: CountryGrid
    index: PolarIndex
    end_index: PolarIndex


def country_shares(
    answer: PolarAnswer, at_ends: Sequence[PolarAnswer], country: CountryRound
) -> CountryShares:
    """Return the shares of a country, with the lowest and highest of the view and its ends as limits."""
    grid = country.grid
    seen, engageable = country.index.seen(answer), country.index.engageable(answer)
    shares = _shares_of(grid, seen, engageable)
    ends = [
        _shares_of(grid, country.end_index.seen(end), country.end_index.engageable(end)) for end in at_ends
    ]
    limits = {}
    if ends:
        for name, share in shares.items():
            every = [share, *(end[name] for end in ends)]
            limits[name] = min(every), max(every)
    return CountryShares(
        code=grid.code,
        name=grid.name,
        **shares,
        limits=limits,
        cities={
            city_label(city): (bool(seen[grid.cells + place]), bool(engageable[grid.cells + place]))
            for place, city in enumerate(grid.cities[:NAMED_CITIES])
        },
    )


def _shares_of(grid: CountryGrid, seen: Bools, engageable: Bools) -> dict[str, float]:
    """Return the shares of a country's area and people where threats are seen, and engageable."""
    return {
        "seen_share_of_area": round(grid.area_share(seen), SHARE_DIGITS),
        "engageable_share_of_area": round(grid.area_share(engageable), SHARE_DIGITS),
        "seen_share_of_people": round(grid.people_share(seen), SHARE_DIGITS),
        "engageable_share_of_people": round(grid.people_share(engageable), SHARE_DIGITS),
    }
