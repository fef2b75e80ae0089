"""What several compilations share: paths, ground and sight of options at one place against one raid."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from ..terrain import Heightfield, choose_terrain

__all__ = ["CompileCache"]

Made = TypeVar("Made")

_KEPT = {"bank": 2, "nodes": 2, "view": 4, "sight": 12, "hollow": 12}
"""Most entries kept of each kind: a bank of paths takes tens of megabytes."""


class CompileCache:
    """Keeps the last path banks, site tracks and sight numbers, and the ground they lie on.

    Hand one object to every ``compile_scenario`` of a study; what comes out is the same with or without it.
    """

    def __init__(self) -> None:
        self._kept: dict[str, OrderedDict[Hashable, object]] = {kind: OrderedDict() for kind in _KEPT}
        self._terrain: dict[Hashable, Heightfield] = {}

    def get(self, kind: str, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return the entry under a key, made now if it is not there; arrays in it must not be changed."""
        entries = self._kept[kind]
        if key not in entries:
            made = make()
            entries[key] = made
            while len(entries) > _KEPT[kind]:
                entries.popitem(last=False)
            return made
        entries.move_to_end(key)
        return cast("Made", entries[key])

    def terrain(self, source: str, lat_deg: float, lon_deg: float, radius_m: float) -> Heightfield:
        """Return the ground of a source about a place, see ``skykeep.terrain.choose_terrain``.

        Raises
        ------
        TerrainError
            If the source is unknown or holds nothing there.
        """
        named = source in ("shipped", "world", "flat")
        key = source if named else (source, lat_deg, lon_deg, radius_m)
        if key not in self._terrain:
            self._terrain[key] = choose_terrain(source, lat_deg=lat_deg, lon_deg=lon_deg, radius_m=radius_m)
        return self._terrain[key]
