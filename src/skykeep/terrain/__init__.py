"""Ground: elevation data as heightfields, profiles around a site, borders, cities and airports."""

from .choose import choose_terrain
from .heightfield import Heightfield, flat_ground
from .shipped import shipped_terrain

__all__ = ["Heightfield", "choose_terrain", "flat_ground", "shipped_terrain"]
