"""What the tests of formats share: the reference cases, and raids to write."""

import json
from pathlib import Path

from skykeep.testing import sample_scene

from ..engine.scene_cases import scene

CASES = Path(__file__).parents[2] / "data" / "formats"
SMALL_RAID = "small"
PLACES = {"iraq": (33.0, 44.0), "antimeridian": (-17.0, 180.0), "south-west": (-54.2, -68.3)}


def reference(name):
    """Return a file of reference cases."""
    return json.loads((CASES / name).read_text(encoding="utf-8"))


def raids():
    """Yield raids to write, with a name each: made by hand at several places, and one that was played."""
    for name, (lat_deg, lon_deg) in PLACES.items():
        yield name, sample_scene(lat_deg=lat_deg, lon_deg=lon_deg)
    yield SMALL_RAID, scene()


def raid(name):
    """Return a raid by its name."""
    return dict(raids())[name] if name == SMALL_RAID else sample_at(*PLACES[name])


def sample_at(lat_deg, lon_deg):
    """Return the raid made by hand at a place."""
    return sample_scene(lat_deg=lat_deg, lon_deg=lon_deg)


NAMES = (*PLACES, SMALL_RAID)
