"""What happened to the buyer itself, to others who bought a system or one of its origin, and to its maker:
precedents, never a probability."""

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
    """Precedents for the systems of an option: ``own`` of these systems, ``of_buyer`` those of them that the
    country ``buyer`` itself met; ``same_origin`` of others that the same states make; ``of_maker`` what a
    state that makes them met as a buyer. Each ``gravest`` is the gravest outcome: of all own ones, of the
    buyer, of others with these systems, of the same origin, of the maker; contradicted entries are shown and
    do not count.
    """

    buyer: str
    own: tuple[Precedent, ...]
    same_origin: tuple[Precedent, ...]
    of_maker: tuple[Precedent, ...]

    @property
    def of_buyer(self) -> tuple[Precedent, ...]:
        """What the buyer itself met over these systems."""
        return tuple(each for each in self.own if each.state == self.buyer)

    @property
    def gravest(self) -> SanctionClass:
        """The gravest outcome over these systems, whoever bought."""
        return _gravest(self.own)

    @property
    def gravest_of_buyer(self) -> SanctionClass:
        """The gravest that the buyer itself met over these systems."""
        return _gravest(self.of_buyer)

    @property
    def gravest_of_others(self) -> SanctionClass:
        """The gravest that others met over these systems."""
        return _gravest(each for each in self.own if each.state != self.buyer)

    @property
    def gravest_of_origin(self) -> SanctionClass:
        """The gravest over other systems of the same makers."""
        return _gravest(self.same_origin)

    @property
    def gravest_of_maker(self) -> SanctionClass:
        """The gravest that a state that makes these systems met itself."""
        return _gravest(self.of_maker)

    @property
    def on_record(self) -> bool:
        """Whether there is a precedent of any kind."""
        return bool(self.own or self.same_origin or self.of_maker)


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRisk:
    """The user's own probability of sanctions and their cost; ``expected_usd`` is the product, no more."""

    p: float
    cost_usd: float

    @property
    def expected_usd(self) -> float:
        """What the user expects to lose."""
        return self.p * self.cost_usd


def sanctions_of(
    systems: Iterable[str], catalogue: Catalogue, records: Records, *, buyer: str = ""
) -> Sanctions:
    """Return the precedents for some systems of the catalogue; ``buyer`` is a country as records name it."""
    wanted = set(systems)
    origins = {catalogue.system(name).origin for name in wanted}
    known = records.precedents.values()
    own = tuple(each for each in known if wanted & set(each.systems))
    others = tuple(
        each
        for each in known
        if each not in own and origins & {catalogue.system(name).origin for name in each.systems}
    )
    makers = tuple(each for each in known if each not in own and each not in others and each.state in origins)
    return Sanctions(buyer=buyer, own=own, same_origin=others, of_maker=makers)


def _gravest(precedents: Iterable[Precedent]) -> SanctionClass:
    """Return the gravest outcome among precedents that are not contradicted."""
    outcomes = {each.outcome for each in precedents if not each.contradicted}
    return next((outcome for outcome in GRAVEST if outcome in outcomes), NONE)
