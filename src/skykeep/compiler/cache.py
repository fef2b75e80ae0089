"""What several compilations share: paths, ground and sight of options at one place against one raid.

What takes long to compute and little room is also kept for other processes, see :mod:`~.kept_numbers`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeVar, cast

from ..terrain import Heightfield, choose_terrain
from .kept_numbers import kept_numbers

__all__ = ["CompileCache", "process_cache"]

Made = TypeVar("Made")

_KEPT = {"ground": 2, "bank": 2, "nodes": 2, "view": 4, "looked": 2, "sight": 12, "hollow": 12}
"""Most entries kept of each kind: a bank of paths takes tens of megabytes."""

_KEPT_IN_FILES = ("sight", "hollow")

_ALWAYS_THE_SAME = ("shipped", "world", "flat")
"""Ground that no user can change while a program runs."""


class CompileCache:
    """Keeps the last path banks, site tracks and sight numbers, and the ground they lie on.

    Hand one object to every ``compile_scenario`` of a study; what comes out is the same with or without it.
    """

    def __init__(self) -> None:
        self._kept: dict[str, OrderedDict[Hashable, object]] = {kind: OrderedDict() for kind in _KEPT}
        self._lock = Lock()
        self._making: dict[tuple[str, Hashable], Lock] = {}

    def get(self, kind: str, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return the entry under a key, made now if it is not there; arrays in it must not be changed."""
        entries = self._kept[kind]
        with self._lock:
            if key in entries:
                entries.move_to_end(key)
                return cast("Made", entries[key])
            making = self._making.setdefault((kind, key), Lock())
        with making:  # who asks while it is made waits for it
            with self._lock:
                if key in entries:
                    return cast("Made", entries[key])
            try:
                made = kept_numbers(kind, key, make) if kind in _KEPT_IN_FILES else make()
                with self._lock:
                    entries[key] = made
                    while len(entries) > _KEPT[kind]:
                        entries.popitem(last=False)
            finally:  # what cannot be made leaves no lock behind
                with self._lock:
                    self._making.pop((kind, key), None)
            return made

    def terrain(self, source: str, lat_deg: float, lon_deg: float, radius_m: float) -> Heightfield:
        """Return the ground of a source about a place, see ``skykeep.terrain.choose_terrain``.

        Files of the user are read again when one of them has changed.

        Raises
        ------
        TerrainError
            If the source is unknown or holds nothing there.
        """
        key: Hashable = source
        if source not in _ALWAYS_THE_SAME:
            key = (source, lat_deg, lon_deg, radius_m, _files_as_they_are(Path(source)))

        def read() -> Heightfield:
            return choose_terrain(source, lat_deg=lat_deg, lon_deg=lon_deg, radius_m=radius_m)

        return self.get("ground", key, read)


@lru_cache(maxsize=1)
def process_cache() -> CompileCache:
    """Return the cache that all studies of a process share: asking again about a place takes half as long."""
    return CompileCache()


def _files_as_they_are(source: Path) -> tuple[tuple[str, int, int], ...]:
    """Return name, time of the last change (ns) and bytes of each file; empty where none can be read."""
    try:
        path = source.expanduser()
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)
    except (OSError, RuntimeError, ValueError):
        return ()
