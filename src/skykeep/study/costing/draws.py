"""Draws of prices, rounds and rules: one array over worlds each, keyed by seed, figure and world alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue, iter_figures
from skykeep.catalogue.cost_rules import CostRules
from skykeep.compiler.worlds import draw_places, draw_worlds
from skykeep.model import Figure, Interceptor, System, View

from .prices import PriceClaim, Prices, figure_year

__all__ = ["CostDraws", "RoundPrice", "round_price"]

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPrice:
    """The price of one round: in print, or assumed by how far it reaches; US dollars of ``year``."""

    id: str
    figure: Figure
    year: int
    of_record: bool


def round_price(
    system: System, interceptor: Interceptor, catalogue: Catalogue, rules: CostRules
) -> RoundPrice:
    """Return what one round costs: the figure of the system, or that of the band its range falls into."""
    price = interceptor.price_usd
    if price is not None:
        return RoundPrice(
            id=f"{system.id}/interceptors/{interceptor.id}/price_usd",
            figure=price,
            year=figure_year(price, catalogue, rules.price_year),
            of_record=price.kind != "assumed",
        )
    reach_m = interceptor.range_max_m.best
    bands = rules.figures.rounds
    band = next((band for band in bands if reach_m <= band.range_to_m), bands[-1])
    return RoundPrice(
        id=f"cost/rounds/{band.id}/price_usd", figure=band.price_usd, year=rules.price_year, of_record=False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CostDraws:
    """What draws prices and rules of one study: worlds of a seed, the same for every option."""

    catalogue: Catalogue
    rules: CostRules
    seed: int
    worlds: int
    view: View = "balanced"

    def figures(self, figures: Mapping[str, Figure]) -> dict[str, F64]:
        """Return the drawn values of figures by id."""
        return draw_worlds(figures, seed=self.seed, worlds=self.worlds, view=self.view)

    def rule(self, name: str) -> F64:
        """Return the drawn values of a rule, such as ``upkeep_share``."""
        figure_id = f"cost/{name}"
        return self.figures({figure_id: getattr(self.rules.figures, name)})[figure_id]

    def at_price_year(self, values: F64, year: int) -> F64:
        """Return sums of a year as sums of the price year: by the index, and by what prices rose beside it.

        A sum x of year y becomes x * index(price year) / index(y) * (1 + rise) ** (price year - y); one of
        the price year or later stays.
        """
        years = max(self.rules.price_year - year, 0)
        if years == 0:
            return values
        factor: F64 = self.rules.to_price_year(year) * (1.0 + self.rule("price_rise_share")) ** years
        return values * factor

    def price(self, prices: Prices) -> F64:
        """Return the drawn price of one unit of a system, US dollars of the price year, shape (worlds,).

        Each world takes one of the claims, all with equal weight, and a place between its limits.
        """
        drawn = [self._claim(claim) for claim in prices.claims]
        if len(drawn) == 1:
            return drawn[0]
        weights = [1.0] * len(drawn)
        key = f"cost/price/{prices.system}"
        places = draw_places(weights, key, seed=self.seed, worlds=self.worlds)
        chosen: F64 = np.stack(drawn)[places, np.arange(self.worlds)]
        return chosen

    def _claim(self, claim: PriceClaim) -> F64:
        """Return the drawn values of one claim, US dollars of the price year."""
        figure_id = claim.id if claim.id in self._known(claim) else f"cost/price/{claim.system}/{claim.id}"
        return self.at_price_year(self.figures({figure_id: claim.figure})[figure_id], claim.year)

    def _known(self, claim: PriceClaim) -> set[str]:
        """Return the ids of figures that the catalogue gives a claim by: they keep their own key."""
        return {f"{claim.system}/price_usd", f"cost/prices/{claim.system}/price_usd"}

    def round_of(self, system: System, interceptor: Interceptor) -> F64:
        """Return the drawn price of one round, US dollars of the price year, shape (worlds,)."""
        price = round_price(system, interceptor, self.catalogue, self.rules)
        return self.at_price_year(self.figures({price.id: price.figure})[price.id], price.year)

    def ready_rounds(self, system: System) -> dict[str, F64]:
        """Return the ready rounds of one unit by interceptor, as its launchers are drawn in raids.

        Launchers that are lent to another group, loaded with its rounds, do not count for their own.
        """
        drawn = self.figures(dict(iter_figures(system)))
        path = f"{system.id}/launchers"
        launchers = {group.id: drawn[f"{path}/{group.id}/launchers"] for group in system.launchers}
        lent = dict.fromkeys(launchers, np.zeros(self.worlds))
        for group in system.launchers:
            if group.uses_launchers_of:
                lent[group.uses_launchers_of] = lent[group.uses_launchers_of] + launchers[group.id]
        rounds: dict[str, F64] = {}
        for group in system.launchers:
            left = np.maximum(launchers[group.id] - lent[group.id], 0.0)
            loaded = left * drawn[f"{path}/{group.id}/rounds_per_launcher"] * system.engagement_sets
            rounds[group.interceptor] = rounds.get(group.interceptor, np.zeros(self.worlds)) + loaded
        return rounds
