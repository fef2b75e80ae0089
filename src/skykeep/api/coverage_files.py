"""Coverage as files: a map for print, files for GIS, JSON, or a folder with all of them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from skykeep.coverage import CoverageResult, unite
from skykeep.errors import ExportError, UsageError

if TYPE_CHECKING:
    from skykeep.catalogue import Catalogue
    from skykeep.model import System
    from skykeep.terrain import Heightfield

__all__ = ["FILE_ENDINGS", "PICTURE_ENDINGS", "Origin", "draw_to_bytes", "save_coverage", "write_whole"]

PICTURE_ENDINGS = (".svg", ".pdf", ".png")
MAP_ENDINGS = (".geojson", ".kml", ".kmz", ".gpkg", ".parquet")
FILE_ENDINGS = (*PICTURE_ENDINGS, *MAP_ENDINGS, ".json")
"""Endings that name one file; any other path is a folder."""
BUNDLE_WORLDS = 20
"""Edges in the bundle of a map: enough to show how they spread, few enough to be told apart."""
BUNDLE_BEARINGS = 360


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Origin:
    """What the coverage of one fire unit was computed from, for what is drawn of it later."""

    system: System
    terrain: Heightfield
    catalogue: Catalogue


def save_coverage(
    units: Sequence[CoverageResult], origins: Sequence[Origin], path: Path, *, seed: int, plain: Any
) -> Path:
    """Write what :meth:`skykeep.Coverage.save` writes, and return where it is."""
    ending = path.suffix.lower()
    if ending in PICTURE_ENDINGS:
        if len(units) > 1:
            from skykeep.report.union_chart import write_union_chart

            return write_union_chart(unite(units), path, title=_together(units))
        write_whole(path, _picture(units[0], origins[0] if origins else None, ending[1:], seed))
    elif ending in MAP_ENDINGS:
        write_whole(path, _map(units, ending))
    elif ending == ".json":
        write_whole(path, _text(plain, indent=2))
    elif ending and not path.is_dir():
        raise UsageError(f"{path}: must end in {', '.join(FILE_ENDINGS)}, or be a folder without an ending")
    else:
        _save_folder(units, path, plain)
    return path


def _save_folder(units: Sequence[CoverageResult], folder: Path, plain: Any) -> None:
    """Write JSON, KML and, for each unit, GeoJSON and its panels; no panels without matplotlib."""
    write_whole(folder / "coverage.json", _text(plain, indent=2))
    write_whole(folder / "coverage.kml", _kml(units))
    for number, unit in enumerate(units, start=1):
        stem = "coverage" if len(units) == 1 else f"coverage-{number}-{unit.site.name or unit.system_id}"
        write_whole(folder / f"{stem}.geojson", _geojson([unit]))
        if find_spec("matplotlib") is not None:
            write_whole(folder / f"{stem}.png", _panels(unit, "png"))
    if len(units) > 1 and find_spec("matplotlib") is not None:
        from skykeep.report.union_chart import write_union_chart

        write_union_chart(unite(units), folder / "coverage-union.png", title=_together(units))


def _together(units: Sequence[CoverageResult]) -> str:
    """Return the title of what several fire units cover together."""
    return f"Together: {', '.join(f'{unit.site.name} ({unit.system_name})' for unit in units)}"


def _picture(unit: CoverageResult, origin: Origin | None, kind: str, seed: int) -> bytes:
    """Return the map of one height, or a panel for each of several."""
    if len(unit.heights) > 1 or origin is None:
        return _panels(unit, kind)
    from skykeep.coverage.country import country_of
    from skykeep.coverage.map_ground import map_ground
    from skykeep.coverage.possible_edges import possible_edges
    from skykeep.report.print_map import draw_print_map, map_half_width_m

    (height,) = unit.heights
    edges = possible_edges(
        origin.system,
        unit.site,
        replace(unit.question, bearings=BUNDLE_BEARINGS),
        height.height_agl_m,
        worlds=BUNDLE_WORLDS,
        seed=seed,
        terrain=origin.terrain,
        catalogue=origin.catalogue,
    )
    ground = map_ground(
        unit.site,
        key=unit.system_id,
        country=country_of(unit.site),
        half_width_m=map_half_width_m(unit),
        terrain=origin.terrain,
    )
    shown = edges if unit.question.view == "balanced" else None
    return draw_to_bytes(lambda file: draw_print_map(unit, ground, shown, file, kind))


def _panels(unit: CoverageResult, kind: str) -> bytes:
    """Return a panel for each height as a picture."""
    from skykeep.report.coverage_panels import draw_coverage_panels

    return draw_to_bytes(lambda file: draw_coverage_panels(unit, file, kind))


def draw_to_bytes(draw: Callable[[BinaryIO], None]) -> bytes:
    """Return what ``draw`` writes.

    Raises
    ------
    ExportError
        If matplotlib is not installed.
    """
    buffer = io.BytesIO()
    try:
        draw(buffer)
    except ModuleNotFoundError as missing:
        raise ExportError(f"no picture without {missing.name}: pip install 'skykeep[report]'") from missing
    return buffer.getvalue()


def _geojson(units: Sequence[CoverageResult]) -> bytes:
    """Return one FeatureCollection of all units."""
    from skykeep.export.geojson import to_geojson

    features = [feature for unit in units for feature in to_geojson(unit)["features"]]
    return _text({"type": "FeatureCollection", "features": features})


def _map(units: Sequence[CoverageResult], ending: str) -> bytes:
    """Return all units as a file for other programs."""
    from skykeep.export.files import zipped
    from skykeep.export.geoparquet import coverage_geoparquet
    from skykeep.export.gpkg import coverage_gpkg

    made: dict[str, Callable[[], bytes]] = {
        ".geojson": lambda: _geojson(units),
        ".kml": lambda: _kml(units),
        ".kmz": lambda: zipped({"doc.kml": _kml(units)}),
        ".gpkg": lambda: coverage_gpkg(units),
        ".parquet": lambda: coverage_geoparquet(units),
    }
    return made[ending]()


def _kml(units: Sequence[CoverageResult]) -> bytes:
    """Return one KML document of all units."""
    from skykeep.export.kml import to_kml

    return to_kml(units)


def _text(value: Any, *, indent: int | None = None) -> bytes:
    """Return plain data as JSON in UTF-8."""
    return (json.dumps(value, indent=indent, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, making its folder.

    Raises
    ------
    OSError
        If it cannot be written; the error names ``path``.
    """
    from skykeep.study.atomic import atomic_file

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path) as file:
            file.write(content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
