"""What the page of a replay is made of: chosen raids of one scenario, and the ground under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from skykeep.engine.scene import Box, Scene
from skykeep.terrain import Heightfield
from skykeep.terrain.places import ATTRIBUTION
from skykeep.terrain.window import GroundWindow, ground_window

from .chosen_raids import ChosenRaid

__all__ = ["RaidTold", "ReplayData", "replay_data"]

Rows = list[dict[str, Any]]

MARGIN_SHARE = 0.12
"""The ground reaches beyond all courses by this share of their box, and by at least :data:`MARGIN_DEG`."""
MARGIN_DEG = 0.15
LAT_MOST_DEG = 84.0
"""Maps in Mercator end there."""


@dataclass(frozen=True, eq=False, kw_only=True)
class RaidTold:
    """One raid: why it was chosen, what it was in space and time, its tables of threats and moments."""

    chosen: ChosenRaid
    scene: Scene
    threats: Rows
    moments: Rows


@dataclass(frozen=True, eq=False, kw_only=True)
class ReplayData:
    """Raids of one scenario, and the ground under all of them."""

    scenario_id: str
    title: str
    seed: int
    raids: tuple[RaidTold, ...]
    window: GroundWindow
    attribution: str


def replay_data(raids: Sequence[RaidTold], terrain: Heightfield) -> ReplayData:
    """Return what a page shows of raids of one scenario.

    Parameters
    ----------
    raids
        At least one raid; all of one scenario and seed.
    terrain
        The ground that they were computed on.
    """
    first = raids[0].scene
    return ReplayData(
        scenario_id=first.scenario_id,
        title=first.title,
        seed=first.seed,
        raids=tuple(raids),
        window=_window(terrain, _box_deg([raid.scene.box for raid in raids])),
        attribution=ATTRIBUTION,
    )


def _window(terrain: Heightfield, box_deg: tuple[float, float, float, float]) -> GroundWindow:
    """Return the ground of a box; flat ground, whose posts lie at the ends of the earth, at its corners."""
    window = ground_window(terrain, box_deg)
    if not terrain.is_flat:
        return window
    south, west, north, east = box_deg
    return replace(
        window,
        north_deg=north,
        west_deg=west,
        lat_step_deg=north - south,
        lon_step_deg=east - west,
    )


def _box_deg(boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    """Return south, west, north and east of the ground under some boxes."""
    west = boxes[0].west_deg
    nearest = [(box.west_deg - west + 180.0) % 360.0 - 180.0 for box in boxes]
    ends = [start + box.east_deg - box.west_deg for start, box in zip(nearest, boxes, strict=True)]
    south, north = min(box.south_deg for box in boxes), max(box.north_deg for box in boxes)
    east_deg, tall_deg = max(ends) - min(nearest), north - south
    margin_deg = max(MARGIN_DEG, MARGIN_SHARE * max(east_deg, tall_deg))
    return (
        max(south - margin_deg, -LAT_MOST_DEG),
        west + min(nearest) - margin_deg,
        min(north + margin_deg, LAT_MOST_DEG),
        west + max(ends) + margin_deg,
    )
