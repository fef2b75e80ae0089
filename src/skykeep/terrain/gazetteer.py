"""One place for each city in the whole program: the cities of the package, found by name."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from skykeep.errors import TerrainError

from .places import City, city_label, load_countries, load_every_city

__all__ = ["find_city", "folded"]

LISTED = 8
"""Most places of one name that a message lists."""
NEARLY_AS_NEAR = 0.1
"""Likeness, of 1, that a larger place may lack of the nearest name."""
PLAIN_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})
"""Letters that no decomposition turns into plain ones."""


def folded(name: str) -> str:
    """Return a name in small plain letters, without marks and signs: ``Şanlıurfa`` is ``sanliurfa``.

    Examples
    --------
    >>> folded("Ra’s  al-‘Ayn")
    'ras al ayn'
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    plain = letters.translate(PLAIN_LETTERS).replace("-", " ")
    return " ".join("".join(letter for letter in plain if letter.isalnum() or letter == " ").split())


def find_city(given: str, country: str | None = None) -> City:
    """Return the city of a name, as ``Baghdad``, or of a name and a country's code, as ``Tripoli, LB``.

    Marks, signs and capitals do not count. Where the name is that of several places, it must be told apart
    by the country's code.

    Parameters
    ----------
    given
        The name.
    country
        Two-letter code of the only country that counts; None for all.

    Raises
    ------
    TerrainError
        If there is no such city, with the nearest names, or there are several, with their countries.
    """
    name, _, code = (part.strip() for part in given.partition(","))
    wanted_code = (code or country or "").upper()
    found = [city for city in _by_name().get(folded(name), ()) if wanted_code in ("", city.country)]
    if len(found) == 1:
        return found[0]
    if found:
        listing = "; ".join(_described(city) for city in found[:LISTED])
        several = {city.country for city in found}
        advice = (
            f"add the country, as {name}, {found[0].country}" if len(several) > 1 else "give LAT,LON instead"
        )
        raise TerrainError(f"{given!r} is the name of {len(found)} places: {listing}; {advice}")
    near = [
        each for each, cities in _by_name().items() if any(wanted_code in ("", c.country) for c in cities)
    ]
    where = f" of {wanted_code}" if wanted_code else ""
    raise TerrainError(
        f"no city{where} called {name!r} is in the package (places of 500 people and more, 12-49 N, 22-64 E)."
        + _meant(folded(name), near)
    )


def _meant(given: str, names: Sequence[str]) -> str:
    """Return the name that is likely meant: of those nearly as near as the nearest, the largest place."""
    near = {
        each: difflib.SequenceMatcher(None, given, each).ratio()
        for each in difflib.get_close_matches(given, names, n=LISTED, cutoff=0.6)
    }
    alike = [each for each, share in near.items() if share >= max(near.values()) - NEARLY_AS_NEAR]
    largest = max(alike, key=lambda each: max(city.population for city in _by_name()[each]), default="")
    return f" Did you mean {largest!r}?" if largest else ""


def _described(city: City) -> str:
    """Return a place as a message lists it."""
    countries = {country.code: country.name for country in load_countries()}
    return (
        f"{city_label(city)}, {city.country} ({countries.get(city.country, city.country)}, "
        f"{city.lat_deg:.4f},{city.lon_deg:.4f}, {city.population:,} people)"
    )


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[City, ...]]:
    """Return all places by their folded names, the largest first; quarters of a larger place stay out of
    what another place is called.
    """
    found: dict[str, list[City]] = {}
    for city in load_every_city():
        for name in dict.fromkeys((folded(city.known_as), folded(city.name))):
            if name:
                found.setdefault(name, []).append(city)
    return {name: tuple(sorted(held, key=lambda city: -city.population)) for name, held in found.items()}
