"""The formats in which one raid is given to other programs: a row each. A new one is a file and a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from skykeep.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from skykeep.engine.scene import Scene

__all__ = ["DEFAULT_SPEED", "FORMATS", "Format", "format_of_name", "format_of_path", "sender_of", "writer_of"]


DEFAULT_SPEED = 10.0
"""Seconds of a raid in a second, where it is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: ``write_ID`` of a module of this room writes it.

    ``endings`` are those of its files, the usual one first; ``opens_in`` says what reads them. One that can
    be ``sent`` has ``send_ID`` in its module, too: to a program on this computer, by UDP.
    """

    id: str
    title: str
    endings: tuple[str, ...]
    opens_in: str
    module: str
    sent: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        each.id: each
        for each in (
            Format(
                id="acmi",
                title="Tacview ACMI 2.2",
                endings=(".acmi", ".txt.acmi", ".zip.acmi"),
                opens_in="Tacview",
                module="acmi",
            ),
            Format(
                id="czml",
                title="CZML",
                endings=(".czml",),
                opens_in="CesiumJS",
                module="czml",
            ),
            Format(
                id="kml",
                title="KML 2.2 with gx:Track",
                endings=(".kml",),
                opens_in="Google Earth, QGIS",
                module="raid_kml",
            ),
            Format(
                id="kmz",
                title="KMZ, packed KML 2.2",
                endings=(".kmz",),
                opens_in="Google Earth, QGIS",
                module="raid_kml",
            ),
            Format(
                id="geojson",
                title="GeoJSON (RFC 7946)",
                endings=(".geojson",),
                opens_in="QGIS, web maps",
                module="geojson",
            ),
            Format(
                id="geoparquet",
                title="GeoParquet 1.1",
                endings=(".parquet", ".geoparquet"),
                opens_in="DuckDB, geopandas, QGIS",
                module="geoparquet",
            ),
            Format(
                id="gpkg",
                title="GeoPackage 1.3",
                endings=(".gpkg",),
                opens_in="QGIS, ArcGIS",
                module="gpkg",
            ),
            Format(
                id="dis",
                title="DIS 7 (IEEE 1278.1-2012)",
                endings=(".dis",),
                opens_in="simulations that take DIS",
                module="dis",
                sent=True,
            ),
            Format(
                id="asterix",
                title="ASTERIX CAT048 and CAT062",
                endings=(".ast", ".asterix"),
                opens_in="programs that take radar data",
                module="asterix",
            ),
            Format(
                id="cot",
                title="Cursor on Target 2.0",
                endings=(".cot", ".cot.xml"),
                opens_in="TAK and programs that take CoT",
                module="cot",
            ),
        )
    }
)
"""By id, in the order in which they are told."""


def format_of_name(name: str) -> Format:
    """Return the format of an id.

    Raises
    ------
    UsageError
        If there is none.
    """
    if name not in FORMATS:
        raise UsageError(
            f"to = {name!r}: is no format; allowed: {', '.join(FORMATS)}.{did_you_mean(name, FORMATS)}"
        )
    return FORMATS[name]


def format_of_path(path: Path) -> Format:
    """Return the format that the ending of a file names.

    Raises
    ------
    UsageError
        If it names none.
    """
    for found in FORMATS.values():
        if path.name.lower().endswith(found.endings):
            return found
    endings = ", ".join(ending for each in FORMATS.values() for ending in each.endings)
    raise UsageError(f"{path}: its ending names no format; give one of {endings}, or the format by name")


def sender_of(form: Format) -> Callable[..., int]:
    """Return the function that sends a raid in a format to a program on this computer, loaded now.

    Raises
    ------
    UsageError
        If the format is written to files alone.
    """
    if not form.sent:
        allowed = ", ".join(each.id for each in FORMATS.values() if each.sent)
        raise UsageError(f"{form.title} is written to files alone; what can be sent is {allowed}")
    sender: Callable[..., int] = getattr(import_module(f"{__package__}.{form.module}"), f"send_{form.id}")
    return sender


def writer_of(form: Format) -> Callable[[Scene, Path], None]:
    """Return the function that writes a raid in a format, loaded now.

    It writes a file whole or not at all, and raises ExportError where it cannot.
    """
    writer: Callable[[Scene, Path], None] = getattr(
        import_module(f"{__package__}.{form.module}"), f"write_{form.id}"
    )
    return writer
