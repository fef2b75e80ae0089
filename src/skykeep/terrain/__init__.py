"""Ground: elevation data as heightfields, profiles around a site, borders, cities and airports."""

from .choose import choose_terrain
from .heightfield import Heightfield, flat_ground
from .places import Airport, City, Country, load_airports, load_cities, load_countries, load_country
from .shipped import shipped_terrain

__all__ = [
    "Airport",
    "City",
    "Country",
    "Heightfield",
    "choose_terrain",
    "flat_ground",
    "load_airports",
    "load_cities",
    "load_countries",
    "load_country",
    "shipped_terrain",
]
