"""What costs rest on beside contracts: rules, and prices of what nobody publishes a price of."""

from __future__ import annotations

from dataclasses import dataclass

from .figure import Figure
from .notebook import Shown

__all__ = ["AssumedPrice", "CostFigures", "RoundBand"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundBand(Shown):
    """Rounds that reach up to ``range_to_m`` and whose price nobody publishes, with the price of one."""

    id: str
    name: str
    range_to_m: float
    price_usd: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedPrice(Shown):
    """The price of one unit of the system of this id, where none follows from a contract."""

    id: str
    price_usd: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class CostFigures(Shown):
    """Figures of costs that no contract gives.

    ``upkeep_share`` and ``training_share`` are shares of the price, the first for each year;
    ``reserve_loads`` are full loads of all launchers that are bought beside those of the contract;
    ``price_rise_share`` is by how much prices rose in a year beside the index; ``lead_months`` hold from the
    order to the first delivery where no delivery is on record, ``commissioning_months`` from that to a unit
    that can fight.
    """

    upkeep_share: Figure
    training_share: Figure
    reserve_loads: Figure
    price_rise_share: Figure
    commissioning_months: Figure
    lead_months: Figure
    rounds: tuple[RoundBand, ...]
    prices: tuple[AssumedPrice, ...]
