"""Tables of paths: their nodes, and what is seen of these from a site; SI units in the names."""

from __future__ import annotations

from ..kernel.records import Record

__all__ = ["Node", "Path", "Sight"]


class Path(Record):
    """A timed path: its nodes, and whether it ends early in the ground."""

    first_node: int
    end_node: int
    aborted: bool


class Node(Record):
    """A node of a path; ``path_s`` counts from the start of the path."""

    path_s: float
    alt_msl_m: float
    height_agl_m: float
    speed_mps: float


class Sight(Record):
    """A node of a path from a site. Bit b of ``seen`` says whether the node lies above the lowest visible
    height of the antenna height and refraction that own bit b of the site."""

    slant_m: float
    ground_m: float
    azimuth_rad: float
    elevation_rad: float
    seen: int
