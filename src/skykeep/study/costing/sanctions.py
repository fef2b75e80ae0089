"""What happened to buyers of a system, or of others of its maker: precedents, never a probability."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from skykeep.catalogue import Catalogue
from skykeep.catalogue.records import Records
from skykeep.model import Precedent

__all__ = ["GRAVEST", "Sanctions", "UserRisk", "sanctions_of"]

SanctionClass = Literal["sanctioned", "embargoed", "denied", "warned", "spared so far", "none on record"]
NONE: SanctionClass = "none on record"
GRAVEST: tuple[SanctionClass, ...] = ("sanctioned", "embargoed", "denied", "warned", "spared so far", NONE)
"""Outcomes of precedents, the gravest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanctions:
    """Precedents for the systems of an option: ``own`` of these systems, ``same_origin`` of others that the
    same states make. ``gravest`` is the gravest outcome of the own ones, ``gravest_of_origin`` of the
    others; contradicted entries are shown and do not count.
    """

    gravest: SanctionClass
    gravest_of_origin: SanctionClass
    own: tuple[Precedent, ...]
    same_origin: tuple[Precedent, ...]

    @property
    def on_record(self) -> bool:
        """Whether there is a precedent of either kind."""
        return bool(self.own or self.same_origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRisk:
    """The user's own probability of sanctions and their cost; ``expected_usd`` is the product, no more."""

    p: float
    cost_usd: float

    @property
    def expected_usd(self) -> float:
        """What the user expects to lose."""
        return self.p * self.cost_usd


def sanctions_of(systems: Iterable[str], catalogue: Catalogue, records: Records) -> Sanctions:
    """Return the precedents for some systems of the catalogue."""
    wanted = set(systems)
    origins = {catalogue.system(name).origin for name in wanted}
    known = records.precedents.values()
    own = tuple(each for each in known if wanted & set(each.systems))
    others = tuple(
        each
        for each in known
        if each not in own and origins & {catalogue.system(name).origin for name in each.systems}
    )
    return Sanctions(gravest=_gravest(own), gravest_of_origin=_gravest(others), own=own, same_origin=others)


def _gravest(precedents: Iterable[Precedent]) -> SanctionClass:
    """Return the gravest outcome among precedents that are not contradicted."""
    outcomes = {each.outcome for each in precedents if not each.contradicted}
    return next((outcome for outcome in GRAVEST if outcome in outcomes), NONE)
