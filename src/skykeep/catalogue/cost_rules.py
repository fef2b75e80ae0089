"""Reads what costs rest on beside contracts: rules, assumed prices, the price index, exchange rates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, get_args

from skykeep.errors import CatalogueError
from skykeep.model import CostFigures, Currency, Figure

from .checks import check_figures
from .entries import read_entry
from .fields import DATA
from .identity import iter_figures
from .loader import Catalogue, load_catalogue
from .places import LAST_YEAR, Place, number, read_toml, refuse_unknown, text, text_list, whole

__all__ = ["CostRules", "load_cost_rules"]

FIRST_INDEX_YEAR = 1913
"""The index of the United States begins with this year."""
USD = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRules:
    """Figures that no contract gives, the index and exchange rates by year, and what they rest on.

    ``index`` and ``exchange`` are published series without limits of their own; an exchange rate is units of
    the currency for one US dollar. ``digest`` is the SHA-256 of the file.
    """

    price_year: int
    figures: CostFigures
    index: Mapping[int, float]
    index_sources: tuple[str, ...]
    index_note: str
    exchange: Mapping[str, Mapping[int, float]]
    exchange_sources: tuple[str, ...]
    exchange_note: str
    digest: str

    def by_id(self) -> dict[str, Figure]:
        """Return every figure by its id, such as ``cost/upkeep_share``."""
        return dict(iter_figures(self.figures))

    def named_sources(self) -> Iterator[str]:
        """Yield the id of a source as often as something here names it."""
        yield from (*self.index_sources, *self.exchange_sources)
        for _, figure in iter_figures(self.figures):
            yield from figure.sources

    def to_price_year(self, year: int) -> float:
        """Return by what a sum of a year is multiplied to be one of the price year; 1 for later years.

        Raises
        ------
        CatalogueError
            If the index does not hold the year.
        """
        if year >= self.price_year:
            return 1.0
        if year not in self.index:
            raise CatalogueError(
                f"no price index of {year}, allowed {min(self.index)} to {self.price_year}. "
                "Give the contract a date within them."
            )
        return self.index[self.price_year] / self.index[year]

    def to_usd(self, currency: str, year: int) -> float | None:
        """Return US dollars for one unit of a currency in a year; None where the rate is not at hand."""
        if currency == USD:
            return 1.0
        rate = self.exchange.get(currency, {}).get(year)
        return None if rate is None else 1.0 / rate


@lru_cache(maxsize=1)
def load_cost_rules() -> CostRules:
    """Return the shipped rules of costs, read once.

    Raises
    ------
    CatalogueError
        If the file is not valid.

    Examples
    --------
    >>> rules = load_cost_rules()
    >>> round(rules.to_price_year(2018), 3)
    1.282
    """
    path = DATA / "cost.toml"
    rules = read_cost_rules(read_toml(path), Place(path.name), hashlib.sha256(path.read_bytes()).hexdigest())
    problems = list(check_rules(rules, load_catalogue()))
    if problems:
        raise CatalogueError("\n".join(f"{path.name}: {problem}" for problem in problems))
    return rules


def read_cost_rules(tables: dict[str, Any], place: Place, digest: str = "") -> CostRules:
    """Return the rules of a file that was read as TOML.

    Raises
    ------
    CatalogueError
        If a key is unknown or missing, or a number has no origin.
    """
    skipped = ("price_year", "index", "exchange")
    figures = read_entry(CostFigures, tables, place, skip=skipped)
    for key in skipped:
        if key not in tables:
            raise place.refuse(f"no {key!r}", key, hint=f"Add {key}.")
    index, exchange = tables["index"], dict(tables["exchange"])
    spot = place.at("index")
    refuse_unknown(index, ("sources", "note", "values"), spot)
    series = _by_year(index.get("values"), spot.at("values"))
    year = whole(tables["price_year"], place.at("price_year"), at_least=FIRST_INDEX_YEAR, at_most=LAST_YEAR)
    if year != max(series):
        raise place.at("price_year").refuse(str(year), f"{max(series)}, the last year of the index")
    far = place.at("exchange")
    sources, note = exchange.pop("sources", []), exchange.pop("note", "")
    refuse_unknown(exchange, get_args(Currency), far)
    return CostRules(
        price_year=year,
        figures=figures,
        index=MappingProxyType(series),
        index_sources=_origin(index.get("sources", []), spot),
        index_note=text(index.get("note", ""), spot.at("note")),
        exchange=MappingProxyType({name: _by_year(rates, far.at(name)) for name, rates in exchange.items()}),
        exchange_sources=_origin(sources, far),
        exchange_note=text(note, far.at("note")),
        digest=digest,
    )


def check_rules(rules: CostRules, catalogue: Catalogue) -> Iterator[str]:
    """Yield what is wrong between the rules and the catalogue: names, and bands out of order."""
    yield from check_figures(rules.figures, catalogue.sources)
    for name in (*rules.index_sources, *rules.exchange_sources):
        if name not in catalogue.sources:
            yield f"sources: given {name!r}, which sources.toml does not have"
    for each in rules.figures.prices:
        if each.id not in catalogue.systems:
            yield f"prices.{each.id}: given a system that the catalogue does not have"
    reaches = [band.range_to_m for band in rules.figures.rounds]
    if reaches != sorted(reaches):
        yield f"rounds: given reaches of {reaches} m, allowed in rising order"


def _origin(sources: Any, place: Place) -> tuple[str, ...]:
    """Return the sources of a series, of which there must be one."""
    found = text_list(sources, place.at("sources"))
    if not found:
        raise place.refuse("a series without sources", "at least one id of sources.toml")
    return found


def _by_year(table: Any, place: Place) -> dict[int, float]:
    """Return a series of positive numbers by year."""
    if not isinstance(table, dict) or not table:
        raise place.refuse(repr(table)[:60], "a table of numbers by year")
    series = {}
    for key, value in table.items():
        if not key.isdecimal() or not FIRST_INDEX_YEAR <= int(key) <= LAST_YEAR:
            raise place.at(key).refuse(repr(key), f"a year from {FIRST_INDEX_YEAR} to {LAST_YEAR}")
        series[int(key)] = number(value, place.at(key))
        if series[int(key)] <= 0.0:
            raise place.at(key).refuse(str(value), "more than zero")
    return series
