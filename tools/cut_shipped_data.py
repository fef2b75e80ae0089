"""Cuts the data that the package ships from the files of its origins (see terrain/data/ORIGIN.md).

    python tools/cut_shipped_data.py DEM VECTOR OUT

DEM is a GeoTIFF of posts on whole 30-arc-second nodes, VECTOR a folder with the files named below, OUT the
folder ``src/skykeep/terrain/data``. Needs the ``geo`` extra.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely

SOUTH, WEST, NORTH, EAST = 12, 22, 49, 64
WINDOW = shapely.box(WEST, SOUTH, EAST, NORTH)
STEM = f"{SOUTH}-{NORTH}N_{WEST}-{EAST}E"
BLOCK_POSTS = 240
"""Posts along a side of a block: two degrees."""
LINE_TOLERANCE_DEG = 0.002
FEET = 0.3048

CODES = {
    "Afghanistan": "AF",
    "Armenia": "AM",
    "Azerbaijan": "AZ",
    "Bahrain": "BH",
    "Bulgaria": "BG",
    "Chad": "TD",
    "Cyprus": "CY",
    "Djibouti": "DJ",
    "Egypt": "EG",
    "Eritrea": "ER",
    "Ethiopia": "ET",
    "Georgia": "GE",
    "Greece": "GR",
    "Hungary": "HU",
    "Iran": "IR",
    "Iraq": "IQ",
    "Israel": "IL",
    "Jordan": "JO",
    "Kazakhstan": "KZ",
    "Kuwait": "KW",
    "Lebanon": "LB",
    "Libya": "LY",
    "Macedonia": "MK",
    "Moldova": "MD",
    "Oman": "OM",
    "Pakistan": "PK",
    "Palestine": "PS",
    "Poland": "PL",
    "Qatar": "QA",
    "Romania": "RO",
    "Russia": "RU",
    "S. Sudan": "SS",
    "Saudi Arabia": "SA",
    "Serbia": "RS",
    "Slovakia": "SK",
    "Somalia": "SO",
    "Sudan": "SD",
    "Syria": "SY",
    "Turkey": "TR",
    "Turkmenistan": "TM",
    "Ukraine": "UA",
    "United Arab Emirates": "AE",
    "Uzbekistan": "UZ",
    "Yemen": "YE",
}
"""Natural Earth's names and their ISO 3166 codes; what has none (N. Cyprus, Akrotiri) is land without one."""

NAMES = {"Turkey": "Türkiye", "Macedonia": "North Macedonia", "S. Sudan": "South Sudan"}


def main(dem: Path, vector: Path, out: Path) -> None:
    """Write all files."""
    cut_elevation(dem, out / f"globe30s_{STEM}.npz")
    features(out / f"countries_{STEM}.geojson", cut_countries(vector / "world-atlas_countries-10m.topo.json"))
    features(
        out / f"boundary_lines_{STEM}.geojson", cut_lines(vector / "ne_10m_boundary_lines_mideast.geojson")
    )
    known_as = {row["geonameid"]: row["known_as"] for row in rows_of(out / "cities.csv") if row["known_as"]}
    cut_cities(vector / "geonames_cities500_mideast.csv", out / "cities.csv", known_as)
    cut_airports(vector / "airports_mideast.csv", out / "airports.csv")


def cut_elevation(dem: Path, target: Path) -> None:
    """Write blocks of posts: differences eastwards, split into low and high bytes, one member each."""
    with rasterio.open(dem) as data:
        alt_msl_m = data.read(1)
    blocks = {}
    for row in range(0, alt_msl_m.shape[0], BLOCK_POSTS):
        for col in range(0, alt_msl_m.shape[1], BLOCK_POSTS):
            block = alt_msl_m[row : row + BLOCK_POSTS, col : col + BLOCK_POSTS].astype(np.int32)
            step = np.diff(block, axis=1, prepend=0).astype(np.int16).view(np.uint16)
            name = f"r{row // BLOCK_POSTS:02d}c{col // BLOCK_POSTS:02d}"
            blocks[name] = np.stack([(step & 255).astype(np.uint8), (step >> 8).astype(np.uint8)])
    np.savez_compressed(target, **blocks)


def cut_countries(source: Path) -> list[dict[str, Any]]:
    """Return the countries that touch the window, cut at its edge, by code and name."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(ids: list[int]) -> np.ndarray:
        parts = [arcs[each] if each >= 0 else arcs[~each][::-1] for each in ids]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    found = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [[ring(ids) for ids in part] for part in parts]
        polygons = [
            shapely.Polygon(part[0], [hole for hole in part[1:] if len(hole) > 3])
            for part in rings
            if len(part[0]) > 3
        ]
        whole = shapely.make_valid(shapely.MultiPolygon(polygons))
        if not shapely.intersects(whole, WINDOW):
            continue
        inside = shapely.intersection(whole, WINDOW)
        kept = [part for part in shapely.get_parts(inside) if part.geom_type == "Polygon" and part.area > 0]
        if not kept:
            continue
        name = geometry["properties"]["name"]
        properties = {
            "code": CODES.get(name, ""),
            "name": NAMES.get(name, name),
            "whole": bool(shapely.covers(WINDOW, whole)),
        }
        found.append({"properties": properties, "geometry": rounded(shapely.MultiPolygon(kept))})
    return sorted(found, key=lambda each: (each["properties"]["code"] or "~", each["properties"]["name"]))


def cut_lines(source: Path) -> list[dict[str, Any]]:
    """Return the land border lines in the window with Natural Earth's word for what they are."""
    found = []
    for feature in json.loads(source.read_text(encoding="utf-8"))["features"]:
        line = shapely.intersection(shapely.geometry.shape(feature["geometry"]), WINDOW)
        lines = [
            part for part in shapely.get_parts(shapely.line_merge(line)) if part.geom_type == "LineString"
        ]
        if not lines:
            continue
        given = feature["properties"]
        properties = {"kind": given["featurecla"], "left": given["adm0_left"], "right": given["adm0_right"]}
        kept = shapely.simplify(shapely.MultiLineString(lines), LINE_TOLERANCE_DEG)
        kept = shapely.MultiLineString(list(shapely.get_parts(kept)))
        found.append({"properties": properties, "geometry": rounded(kept)})
    return found


def rounded(shape: shapely.Geometry) -> dict[str, Any]:
    """Return a geometry as GeoJSON with four decimals (11 m)."""
    plain: dict[str, Any] = json.loads(shapely.to_geojson(shapely.set_precision(shape, 0.0)))

    def short(value: Any) -> Any:
        return round(value, 4) if isinstance(value, float) else [short(each) for each in value]

    return {"type": plain["type"], "coordinates": short(plain["coordinates"])}


def features(target: Path, found: list[dict[str, Any]]) -> None:
    """Write a feature collection, one feature a line."""
    lines = [
        json.dumps({"type": "Feature", **each}, ensure_ascii=False, separators=(",", ":")) for each in found
    ]
    head = '{"type":"FeatureCollection","features":[\n'
    target.write_text(head + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def rows_of(source: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with source.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_window(row: dict[str, str]) -> bool:
    """Return whether a row lies in the window."""
    return SOUTH <= float(row["lat"]) <= NORTH and WEST <= float(row["lon"]) <= EAST


def cut_cities(source: Path, target: Path, known_as: dict[str, str]) -> None:
    """Write the places in the window by country, the largest first."""
    rows = sorted(
        filter(in_window, rows_of(source)),
        key=lambda row: (row["country"], -int(row["population"]), row["name"]),
    )
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["geonameid", "name", "country", "lat_deg", "lon_deg", "population", "known_as"])
        for row in rows:
            name = known_as.get(row["geonameid"], "")
            place = [row["geonameid"], row["name"], row["country"], row["lat"], row["lon"], row["population"]]
            writer.writerow([*place, name])


def cut_airports(source: Path, target: Path) -> None:
    """Write the airfields in the window, elevations in metres."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["icao", "iata", "name", "city", "country", "lat_deg", "lon_deg", "elevation_m"])
        for row in sorted(filter(in_window, rows_of(source)), key=lambda row: row["icao"]):
            elevation_m = round(float(row["elevation_ft"]) * FEET, 1)
            place = [row[key] for key in ("icao", "iata", "name", "city", "country", "lat", "lon")]
            writer.writerow([*place, elevation_m])


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
