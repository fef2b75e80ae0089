"""What was said in public of how many units would cover a country."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

__all__ = ["PlacementClaim", "claim_of", "load_claims"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementClaim:
    """A claim that so many units cover a country; ``goal_share`` is what "all of it" is taken to mean, which
    is assumed."""

    id: str
    country: str
    systems: tuple[str, ...]
    count: int
    unit: str
    goal_share: float
    said: str
    year: int
    title: str
    address: str

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self) | {"systems": list(self.systems)}


@lru_cache(maxsize=1)
def load_claims() -> tuple[PlacementClaim, ...]:
    """Return the claims of the package."""
    text = files("skykeep.study.placement").joinpath("data", "placement_claims.toml").read_text("utf-8")
    return tuple(
        PlacementClaim(**(row | {"systems": tuple(row["systems"])})) for row in tomllib.loads(text)["claims"]
    )


def claim_of(country: str, system: str, count: int, cover: str) -> PlacementClaim | None:
    """Return the claim that a question asks about, None where there is none: so many units of that system,
    and the area of that country."""
    if cover != "area":
        return None
    for claim in load_claims():
        if (claim.country, claim.count) == (country, count) and system in claim.systems:
            return claim
    return None
