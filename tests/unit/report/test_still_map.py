"""Still maps are plain SVG and need no library of pictures: their relief is a PNG that others read."""

import io
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from skykeep.report.still_map import png_of

rng = np.random.default_rng(1)


def test_any_reader_of_png_reads_the_relief():
    image = pytest.importorskip("matplotlib.image")
    rgb = rng.integers(0, 256, (7, 11, 3), dtype=np.uint8)
    found = image.imread(io.BytesIO(png_of(rgb)), format="png")
    assert np.array_equal(np.rint(255 * found[..., :3]).astype(np.uint8), rgb)


def test_a_still_map_is_well_formed_and_text_in_it_stays_text():
    from skykeep.coverage import Site
    from skykeep.coverage.map_ground import map_ground
    from skykeep.report.still_map import still_map_svg
    from skykeep.terrain import flat_ground

    class Height:
        seen_range_m = np.full(360, 80_000.0)
        engageable_range_m = np.full(360, 40_000.0)
        detection_ring_m, engagement_ring_m = 100_000.0, 0.0

    place = Site(lat_deg=33.3, lon_deg=44.4, name="<b>&")
    ground = map_ground(place, key="x", country=None, half_width_m=106_000.0, terrain=flat_ground())
    svg = still_map_svg(Height(), ground, name="one", words='<i>"')
    tree = ElementTree.fromstring(svg)
    assert tree.attrib["aria-label"] == '<i>"'
    texts = [each.text for each in tree.iter() if each.tag.endswith("text")]
    assert "<b>&" in texts
    assert "detection ring 100\u00a0km" in texts
    assert not any("engagement" in text for text in texts)
    outline = next(
        each.attrib["d"] for each in tree.iter() if "d" in each.attrib and "fill-opacity" in each.attrib
    )
    first = outline[1:].split("L")[0].split()
    assert float(first[1]) == pytest.approx(260 - 80_000 * 520 / 212_000, abs=0.1)  # due north
