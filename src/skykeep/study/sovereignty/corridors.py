"""Corridors: straight lines from the border to a place, regular or from a file; none is sought out."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked_dataclass

from skykeep.errors import ScenarioError
from skykeep.model import Asset
from skykeep.plain_text import decode_text
from skykeep.scenario.keys import complaint
from skykeep.terrain.geodesic import WGS84
from skykeep.terrain.places import Country

__all__ = ["BEARINGS", "Corridor", "border_corridors", "corridors_schema", "read_corridors"]

BEARINGS = 8
"""Bearings of the regular corridors about a place, the first from the north."""
BEARINGS_MAX = 36
STEP_M = 1_000.0
REACH_M = 2_000_000.0
"""No corridor is longer: the package holds no country whose border is farther."""
LEAST_M = 1_000.0
"""A place nearer to the border on a bearing has no corridor there."""
EDGE = ConfigDict(extra="forbid")
SIZE_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Corridor:
    """A straight line that ends over a place: from which bearing, seen from there, and how long it is.

    ``regular`` corridors of one place lie on bearings that divide the circle evenly.
    """

    id: str
    name: str
    to: Asset
    bearing_deg: float
    length_m: float
    regular: bool = False


@checked_dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class CorridorTable:
    """A corridor of a file: where it crosses the border, and over which place it ends."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$", description="id of the corridor")
    name: str = Field(min_length=1, max_length=80, description="name to print")
    from_lat_deg: float = Field(ge=-85.0, le=85.0, description="latitude of the border point, degrees")
    from_lon_deg: float = Field(ge=-180.0, le=180.0, description="longitude of the border point, degrees")
    to: str = Field(min_length=1, max_length=80, description="name of the place where it ends")
    to_lat_deg: float = Field(ge=-85.0, le=85.0, description="latitude of that place, degrees")
    to_lon_deg: float = Field(ge=-180.0, le=180.0, description="longitude of that place, degrees")


@checked_dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class CorridorFile:
    """A file of corridors."""

    schema_version: int = Field(ge=1, le=1, description="version of this format")
    corridors: tuple[CorridorTable, ...] = Field(min_length=1, max_length=60, description="corridors")


def border_corridors(country: Country, places: Sequence[Asset], bearings: int = BEARINGS) -> list[Corridor]:
    """Return for each place a corridor on each of some regular bearings: from where the line from the place
    first leaves the country, straight back to the place.

    Bearings on which the border is nearer than a kilometre are left out.

    Raises
    ------
    ScenarioError
        If the number of bearings is not from 1 to ``BEARINGS_MAX``, or a place lies outside the country.
    """
    if not 1 <= bearings <= BEARINGS_MAX:
        raise ScenarioError(f"bearings: given {bearings}, allowed 1 to {BEARINGS_MAX}")
    found = []
    for place in places:
        if not shapely.intersects_xy(country.polygon, place.lon_deg, place.lat_deg):
            raise ScenarioError(
                f"{place.name} ({place.lat_deg:g}, {place.lon_deg:g}) lies outside {country.name}: no "
                "corridor leads from its border to it; give corridors in a file"
            )
        for number in range(bearings):
            bearing_deg = 360.0 * number / bearings
            length_m = _to_border_m(country, place, bearing_deg)
            if length_m >= LEAST_M:
                found.append(
                    Corridor(
                        id=f"{place.id}-{bearing_deg:03.0f}",
                        name=f"{place.name} from {bearing_deg:.0f}°",
                        to=place,
                        bearing_deg=bearing_deg,
                        length_m=length_m,
                        regular=True,
                    )
                )
    return found


def _to_border_m(country: Country, place: Asset, bearing_deg: float) -> float:
    """Return how far a line from a place stays within its country, to the metre."""
    steps = np.arange(STEP_M, REACH_M, STEP_M)
    many = np.full(steps.shape, 1.0)
    lon, lat, _ = WGS84.fwd(place.lon_deg * many, place.lat_deg * many, bearing_deg * many, steps)
    outside = ~shapely.intersects_xy(country.polygon, lon, lat)
    if not outside.any():
        return REACH_M
    near, far = float(steps[int(np.argmax(outside))] - STEP_M), float(steps[int(np.argmax(outside))])
    while far - near > 1.0:
        middle = (near + far) / 2.0
        lon_deg, lat_deg, _ = WGS84.fwd(place.lon_deg, place.lat_deg, bearing_deg, middle)
        if shapely.intersects_xy(country.polygon, lon_deg, lat_deg):
            near = middle
        else:
            far = middle
    return near


def read_corridors(path: Path | str) -> list[Corridor]:
    """Return the corridors of a TOML file.

    Raises
    ------
    ScenarioError
        If there is no such file, it is no TOML, or something in it is unknown, missing or out of range.
    """
    file = Path(path)
    if not file.is_file():
        raise ScenarioError(f"{str(path)!r}: there is no such file of corridors")
    try:
        raw = tomllib.loads(decode_text(file.read_bytes()[:SIZE_LIMIT]).replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ScenarioError(f"{file}: this is not a TOML file in UTF-8: {error}") from None
    try:
        read = TypeAdapter(CorridorFile).validate_python(raw)
    except ValidationError as error:
        found = [complaint(each, CorridorFile, {}) for each in error.errors(include_url=False)]
        raise ScenarioError("\n".join(f"{file}: {each}" for each in found[:12])) from None
    ids = [each.id for each in read.corridors]
    for each in sorted({name for name in ids if ids.count(name) > 1}):
        raise ScenarioError(f"{file}: corridors: given {each!r} twice, allowed once")
    return [_corridor(each, file) for each in read.corridors]


def _corridor(table: CorridorTable, file: Path) -> Corridor:
    """Return the corridor of a table."""
    azimuth_deg, _, length_m = WGS84.inv(
        table.to_lon_deg, table.to_lat_deg, table.from_lon_deg, table.from_lat_deg
    )
    if not LEAST_M <= length_m <= REACH_M:
        raise ScenarioError(
            f"{file}: corridor {table.id}: given a length of {length_m / 1000.0:.1f} km, allowed "
            f"{LEAST_M / 1000.0:g} to {REACH_M / 1000.0:g} km"
        )
    to = Asset(
        id=f"at-{table.to_lat_deg:g}-{table.to_lon_deg:g}".replace(".", "-").lower(),
        name=table.to,
        lat_deg=table.to_lat_deg,
        lon_deg=table.to_lon_deg,
    )
    return Corridor(
        id=table.id, name=table.name, to=to, bearing_deg=float(azimuth_deg) % 360.0, length_m=float(length_m)
    )


def corridors_schema() -> dict[str, Any]:
    """Return the JSON Schema of files of corridors."""
    return {"title": "skykeep corridors", **TypeAdapter(CorridorFile).json_schema()}
