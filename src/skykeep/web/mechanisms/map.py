"""``/api/map``: what a map to plan on shows: the ground around a place, and what can be put on it."""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING, Any

from pydantic import Field

from ..in_language import told
from ..mechanism import Answer, InLanguage, Mechanism, Report

if TYPE_CHECKING:
    from skykeep.catalogue import Catalogue
    from skykeep.coverage.rings import BrochureRing
    from skykeep.model import System

__all__ = ["MAP", "MapAnswer", "MapQuestion"]

DEFLATE_LEVEL = 9


class MapQuestion(InLanguage):
    """The place in the middle of the map."""

    lat_deg: float = Field(33.34058, ge=-85, le=85)
    """Latitude in degrees, north positive."""
    lon_deg: float = Field(44.40088, ge=-180, le=180)
    """Longitude in degrees, east positive."""


class RingOnMap(Answer):
    """A ring as it is claimed, with the kind of the figure and who says so."""

    range_m: float
    of: str
    kind: str
    claimant: str


class RadarOnMap(Answer):
    """A radar, and how high its antenna is said to stand."""

    id: str
    name: str
    engages: bool
    antenna_agl_m: float
    """Best figure of the height of its antenna above ground, m."""
    antenna_low_m: float
    antenna_high_m: float
    antenna_kind: str
    """Kind of that figure: `claimed`, `reported`, `derived`, `hobby` or `assumed`."""
    on_mast: bool
    """Whether `mast_m` of a fire unit is the height of this antenna."""


class SystemOnMap(Answer):
    """A system that can be put on the map."""

    id: str
    name: str
    unit_name: str
    detection: RingOnMap
    engagement: RingOnMap | None
    radars: list[RadarOnMap]


class RaidOnMap(Answer):
    """A standard raid."""

    id: str
    name: str
    count: int
    main_height_m: float | None
    """Height at which most of its threats fly, decoys aside; none where all of them fall."""


class DoctrineOnMap(Answer):
    """A doctrine by its name."""

    id: str
    name: str
    words: str
    kind: str


class ReasonOnMap(Answer):
    """A reason for which threats leak, or that nothing does, as raids are marked with it."""

    id: str
    words: str
    """What it is called."""
    colour: str
    hatch: str
    """What is drawn over the colour, as letters that look like it; empty for nothing."""


class MapAnswer(Answer):
    """A map to plan on."""

    payload: str
    """Ground, borders, cities and symbols: deflated, in base64."""
    systems: list[SystemOnMap]
    raids: list[RaidOnMap]
    doctrines: list[DoctrineOnMap]
    reasons: list[ReasonOnMap]
    attribution: str


def compute_map(question: MapQuestion, report: Report) -> dict[str, Any]:
    """Return the map around a place."""
    from skykeep.catalogue import load_catalogue
    from skykeep.page.map_payload import map_payload
    from skykeep.study.raid_heights import main_height_m
    from skykeep.terrain.places import ATTRIBUTION
    from skykeep.terrain.shipped import shipped_terrain

    report.begin("ground", 1)
    catalogue = load_catalogue()
    lat_deg, lon_deg = question.lat_deg, question.lon_deg
    payload = map_payload(shipped_terrain(), lat_deg=lat_deg, lon_deg=lon_deg)
    return {
        "payload": base64.b64encode(zlib.compress(payload, DEFLATE_LEVEL)).decode("ascii"),
        "systems": [_system(system, catalogue, question.lang) for system in catalogue.systems.values()],
        "raids": [
            {
                "id": raid.id,
                "name": told(raid.name, question.lang),
                "count": raid.count,
                "main_height_m": main_height_m(raid, catalogue),
            }
            for raid in catalogue.raids.values()
        ],
        "doctrines": [
            {
                "id": each.id,
                "name": told(each.name, question.lang),
                "words": told(each.words, question.lang),
                "kind": each.kind,
            }
            for each in catalogue.presets.values()
        ],
        "reasons": _reasons(question.lang),
        "attribution": told(ATTRIBUTION, question.lang),
    }


def _reasons(lang: str) -> list[dict[str, str]]:
    """Return how raids are marked by what most of their leakers leaked for, none first."""
    from skykeep.language import in_language
    from skykeep.report.raid_dots import NOTHING, fill_of
    from skykeep.report.style import LEDGER_FILLS

    fills = {reason: fill_of(reason) for reason in (NOTHING, *LEDGER_FILLS)}
    with in_language(lang):
        return [
            {"id": reason, "words": fill.words, "colour": fill.colour, "hatch": fill.hatch}
            for reason, fill in fills.items()
        ]


def _system(system: System, catalogue: Catalogue, lang: str) -> dict[str, Any]:
    """Return a system with its rings and the heights of its antennas, its parts named in a language."""
    from skykeep.coverage.rings import brochure_rings
    from skykeep.model.masts import mast_height_m

    rings = {ring.kind: _ring(ring) for ring in brochure_rings(system, catalogue)}
    any_mast_m = 10.0
    return {
        "id": system.id,
        "name": system.name,
        "unit_name": told(system.unit_name, lang),
        "detection": rings["detection"],
        "engagement": rings.get("engagement"),
        "radars": [
            {
                "id": radar.id,
                "name": told(radar.name, lang),
                "engages": radar.engages,
                "antenna_agl_m": radar.antenna_height_m.best,
                "antenna_low_m": radar.antenna_height_m.low,
                "antenna_high_m": radar.antenna_height_m.high,
                "antenna_kind": radar.antenna_height_m.kind,
                "on_mast": mast_height_m(system, radar, any_mast_m) is not None,
            }
            for radar in system.radars
        ],
    }


def _ring(ring: BrochureRing) -> dict[str, Any]:
    """Return a ring with who says so."""
    return {
        "range_m": ring.range_m,
        "of": ring.of,
        "kind": ring.figure_kind,
        "claimant": ring.claimant,
    }


MAP = Mechanism(
    name="map",
    says="The ground, borders and cities around a place, and the systems, raids and doctrines to put there.",
    question=MapQuestion,
    answer=MapAnswer,
    compute=compute_map,
    lane="quick",
    by_address=True,
    example={"lat_deg": 33.34058, "lon_deg": 44.40088},
)
