"""Where the coordinates of a raster are on WGS84, and what its heights count in: datums, meridians, units."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from pyproj import CRS, Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.exceptions import ProjError
from pyproj.transformer import TransformerGroup

from skykeep.errors import TerrainError

__all__ = ["Reference", "reference_of"]

F64 = npt.NDArray[np.float64]

WGS84_AXIS_M = 6_378_137.0
WGS84_INVERSE_FLATTENING = 298.257
"""Datums on this ellipsoid (WGS84, ETRS89, NAD83, GDA, ITRF) agree within 2 m."""
WORST_ACCURACY_M = 100.0


class Reference(NamedTuple):
    """How to come from a file's coordinates to WGS84.

    ``from_wgs84`` takes longitude and latitude in degrees to the file's x and y, and back inversely; None
    where these are degrees already. ``height_unit_m`` is that of a vertical axis, None without one;
    ``vertical`` its name.
    """

    from_wgs84: Transformer | None
    height_unit_m: float | None
    vertical: str
    remarks: tuple[str, ...]

    def to_lon_lat(self, x: F64, y: F64) -> tuple[F64, F64]:
        """Return longitudes and latitudes, WGS84 degrees."""
        if self.from_wgs84 is None:
            return x, y
        lon, lat = self.from_wgs84.transform(x, y, direction="INVERSE")
        return np.asarray(lon), np.asarray(lat)

    def from_lon_lat(self, lon_deg: F64, lat_deg: F64) -> tuple[F64, F64]:
        """Return the file's x and y of WGS84 degrees."""
        if self.from_wgs84 is None:
            return lon_deg, lat_deg
        x, y = self.from_wgs84.transform(lon_deg, lat_deg)
        return np.asarray(x), np.asarray(y)


def reference_of(wkt: str, corners: tuple[F64, F64], file: str) -> Reference:
    """Return the reference of a coordinate system.

    Parameters
    ----------
    wkt
        Well-known text of the file's system.
    corners
        x and y of the corners of the file, for the choice among the transformations of its datum.
    file
        Names the file in messages.

    Raises
    ------
    TerrainError
        If the system is not tied to the earth, its datum has no known way to WGS84, or it counts depths.
    """
    try:
        whole = CRS.from_user_input(wkt)
    except ProjError as error:
        raise TerrainError(f"{file}: its coordinate system is not understood ({error})") from None
    flat = next(
        (part for part in whole.sub_crs_list if part.is_geographic or part.is_projected), whole
    ).to_2d()
    if not (flat.is_geographic or flat.is_projected) or flat.geodetic_crs is None:
        raise TerrainError(
            f"{file}: its coordinate system {whole.name!r} is not tied to the earth; state the true one: "
            "gdal_edit.py -a_srs EPSG:4326 FILE"
        )
    unit_m, vertical = _vertical(whole, file)
    remarks = []
    if "ellipsoid" in vertical:
        remarks.append(
            f"{file}: its heights are above the ellipsoid, not above sea level: all of them are off alike, "
            "by up to 100 m; sight is not touched, heights above sea level are."
        )
    if _is_wgs84_degrees(flat):
        return Reference(None, unit_m, vertical, tuple(remarks))
    transformer = _way_from_wgs84(flat, corners, file)
    way = transformer.description.replace("axis order change (2D)", "").strip(" +")
    accuracy = f", good to {transformer.accuracy:g} m" if transformer.accuracy > 0.0 else ""
    remarks.append(
        f"{file}: its coordinates are {flat.name}; its heights were brought onto WGS84 latitudes and "
        f"longitudes by bilinear interpolation ({way}{accuracy})."
    )
    return Reference(transformer, unit_m, vertical, tuple(remarks))


def _vertical(whole: CRS, file: str) -> tuple[float | None, str]:
    """Return the unit of the vertical axis, m, and the name of its reference."""
    if whole.is_compound:
        part = next((each for each in whole.sub_crs_list if each.is_vertical), None)
        axis = part.axis_info[0] if part is not None else None
        name = part.name if part is not None else ""
    else:
        axis = whole.axis_info[2] if len(whole.axis_info) == 3 else None
        name = "ellipsoid" if axis is not None else ""
    if axis is None:
        return None, ""
    if axis.direction.lower() == "down":
        raise TerrainError(
            f"{file}: its vertical system {name!r} counts depths downwards: not ground; turn it round: "
            "gdal_calc.py --calc=-A"
        )
    return float(axis.unit_conversion_factor), name


def _is_wgs84_degrees(flat: CRS) -> bool:
    """Return whether coordinates are degrees east of Greenwich and north on WGS84 or what equals it."""
    ellipsoid, meridian = flat.ellipsoid, flat.prime_meridian
    if not flat.is_geographic or ellipsoid is None or meridian is None:
        return False
    degrees = all(abs(axis.unit_conversion_factor - np.pi / 180.0) < 1e-9 for axis in flat.axis_info[:2])
    same_ellipsoid = (
        abs(ellipsoid.semi_major_metre - WGS84_AXIS_M) < 1.0
        and abs(ellipsoid.inverse_flattening - WGS84_INVERSE_FLATTENING) < 0.001
    )
    return degrees and same_ellipsoid and meridian.longitude == 0.0


def _way_from_wgs84(flat: CRS, corners: tuple[F64, F64], file: str) -> Transformer:
    """Return the best transformation that this installation can do without a network."""
    refused = TerrainError(
        f"{file}: its coordinates are {flat.name}, and no way from there to WGS84 is known; bring it there: "
        "gdalwarp -t_srs EPSG:4326 IN OUT"
    )
    try:
        group: Any = TransformerGroup(
            "EPSG:4326", flat, always_xy=True, area_of_interest=_area(flat, corners), allow_ballpark=False
        )
    except ProjError:
        raise refused from None
    ways = [way for way in group.transformers if way.accuracy <= WORST_ACCURACY_M]
    if not ways and flat.is_projected and _on_wgs84_ellipsoid(flat):
        ways = [Transformer.from_crs("EPSG:4326", flat, always_xy=True)]
    if not ways:
        raise refused
    way: Transformer = ways[0]
    return way


def _on_wgs84_ellipsoid(flat: CRS) -> bool:
    return flat.geodetic_crs is not None and _is_wgs84_degrees(flat.geodetic_crs.to_2d())


def _area(flat: CRS, corners: tuple[F64, F64]) -> Any:
    """Return where the file roughly lies, on its own datum but from Greenwich."""
    assert flat.geodetic_crs is not None
    try:
        own = Transformer.from_crs(flat, "EPSG:4326", always_xy=True)
        lon, lat = own.transform(*corners)
    except ProjError:
        return None
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        return None
    return AreaOfInterest(float(np.min(lon)), float(np.min(lat)), float(np.max(lon)), float(np.max(lat)))
