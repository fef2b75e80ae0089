"""What is on record of the country of a case itself: its name among records, and what it bought."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from skykeep.catalogue.records import Records
from skykeep.errors import TerrainError
from skykeep.model import Contract
from skykeep.terrain import load_country

__all__ = ["Purchase", "buyer_name", "purchases_of"]

NAMES_ON_RECORD = {"TR": "Turkey"}
"""Countries that records call otherwise than the borders do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """A signed contract of the country of a case for a system, as it is in print: nothing is converted."""

    system: str
    contract: Contract

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of all sources of its sums and numbers, each once."""
        of = self.contract
        named = [of.sources, *(each.sources for each in of.amounts)]
        named += [each.sources for each in of.quantities]
        return tuple(dict.fromkeys(name for names in named for name in names))


def buyer_name(country: str) -> str:
    """Return what records call the country with a two-letter code; the code itself where borders lack it."""
    try:
        return NAMES_ON_RECORD.get(country) or load_country(country).name
    except TerrainError:
        return country


def purchases_of(systems: Iterable[str], buyer: str, records: Records) -> tuple[Purchase, ...]:
    """Return the contracts that a country signed for some systems, in the order of the systems."""
    return tuple(
        Purchase(system=system, contract=contract)
        for system in dict.fromkeys(systems)
        for contract in records.contracts.values()
        if contract.status == "signed" and contract.customer == buyer and system in contract.systems
    )
