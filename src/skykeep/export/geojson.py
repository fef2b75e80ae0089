"""Coverage and raids as GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import shapely

from skykeep.coverage import CoverageResult
from skykeep.engine.scene import Scene

from .about import statement
from .coverage_features import features_of_coverage
from .features import Feature, courses_of_raid, places_of_raid
from .files import write_bytes

__all__ = ["raid_geojson", "to_geojson", "write_geojson"]


def to_geojson(result: CoverageResult) -> dict[str, Any]:
    """Return coverage as a FeatureCollection, see ``features_of_coverage``; a geometry is null where there is
    no area.

    Raises
    ------
    ExportError
        If an area holds a pole.
    """
    return _collection(map(_plain, features_of_coverage(result)))


def write_geojson(scene: Scene, path: Path) -> None:
    """Write a raid as GeoJSON.

    Raises
    ------
    ExportError
        If the file cannot be written.
    """
    text = json.dumps(raid_geojson(scene), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    write_bytes(path, f"{text}\n".encode())


def raid_geojson(scene: Scene) -> dict[str, Any]:
    """Return a raid as a FeatureCollection with a member ``about``.

    What moves is a line with heights, cut at the antimeridian, with ``times_s`` of its points beside; what
    stands and what happened are points.
    """
    return _collection(_of_raid(scene)) | {"about": list(statement(scene))}


def _of_raid(scene: Scene) -> Iterator[dict[str, Any]]:
    """Yield the features of a raid as plain data."""
    for feature, times_s in courses_of_raid(scene):
        plain = _plain(feature)
        plain["properties"]["times_s"] = times_s[0] if len(times_s) == 1 else times_s
        yield plain
    yield from map(_plain, places_of_raid(scene))


def _plain(feature: Feature) -> dict[str, Any]:
    """Return a feature as plain data."""
    shape = feature.shape
    return {
        "type": "Feature",
        "properties": dict(feature.properties),
        "geometry": None if shape is None else shapely.geometry.mapping(shape),
    }


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return features as one document."""
    return {"type": "FeatureCollection", "features": list(features)}
