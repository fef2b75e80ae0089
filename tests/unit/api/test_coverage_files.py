"""Coverage and probes as files: what each ending writes, and that the same answer gives the same bytes."""

import json
import xml.etree.ElementTree as ET

import pytest

import skykeep
from skykeep.api.probes import save_probe
from skykeep.errors import UsageError

FLAT = {"system": "pantsir-s1", "site": "33.3,44.4", "terrain": "flat"}


@pytest.fixture(scope="module")
def one_height():
    """Return coverage at one height."""
    return skykeep.coverage(heights=[100.0], **FLAT)


@pytest.mark.parametrize(
    ("ending", "beginning"),
    [
        ("kml", b"<?xml"),
        pytest.param("pdf", b"%PDF", marks=pytest.mark.slow),
        pytest.param("png", b"\x89PNG", marks=pytest.mark.slow),
    ],
)
def test_the_ending_says_what_is_written_and_the_bytes_are_the_same_each_time(
    one_height, tmp_path, ending, beginning
):
    pytest.importorskip("matplotlib")
    first = one_height.save(tmp_path / f"a.{ending}").read_bytes()
    assert first.startswith(beginning)
    assert one_height.save(tmp_path / f"b.{ending}").read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.{ending}", f"b.{ending}"]


def test_a_map_for_print_says_rings_their_source_doubt_version_and_seed(one_height, tmp_path):
    pytest.importorskip("matplotlib")
    drawn = one_height.save(tmp_path / "map.svg", seed=7).read_bytes()
    assert drawn.startswith(b"<?xml")
    root = ET.fromstring(drawn)
    words = " ".join(" ".join(root.itertext()).split())
    for said in (
        "Detection ring:",
        "Engagement ring:",
        "Source:",
        "edges in 20 joint draws",
        "seed 7",
        f"skykeep {skykeep.__version__}",
        "flat",
        " of the engagement ring; ",
    ):
        assert said in words
    assert one_height.save(tmp_path / "other.svg", seed=8).read_bytes() != drawn
    assert one_height.save(tmp_path / "again.svg", seed=7).read_bytes() == drawn


def test_a_folder_holds_all(tmp_path):
    found = skykeep.coverage(heights=[100.0, 1000.0], **FLAT)
    folder = found.save(tmp_path / "answer")
    names = {path.name for path in folder.iterdir()}
    assert {"coverage.json", "coverage.kml", "coverage.geojson", "coverage.png"} <= names
    assert json.loads((folder / "coverage.json").read_text()) == found.to_json()


def test_two_units_share_a_geojson_and_a_picture_of_both_together(tmp_path):
    pytest.importorskip("matplotlib")
    found = skykeep.coverage("two-sites", heights=[1000.0], terrain="flat")
    features = json.loads(found.save(tmp_path / "both.geojson").read_text())["features"]
    assert sum(feature["properties"]["kind"] == "site" for feature in features) == 2
    drawn = found.save(tmp_path / "both.svg").read_text()
    assert ">by 2<" in drawn
    (told,) = found.to_json()["union"]
    seen = told["seen"]
    assert seen["share"] == pytest.approx(sum(seen["by_count"][1:]))
    rows = found.union_table.to_arrow().to_pylist()
    assert [row["fire_unit"] for row in rows] == ["", "unit-1", "unit-2"] * 2


def test_an_unknown_ending_is_refused(one_height, tmp_path):
    with pytest.raises(
        UsageError,
        match=r"map.doc: must end in .svg, .pdf, .png, .geojson, .kml, .kmz, .gpkg, .parquet, .json, or be",
    ):
        one_height.save(tmp_path / "map.doc")


def test_a_probe_is_written_as_picture_or_json(tmp_path):
    pytest.importorskip("matplotlib")
    found = skykeep.probe(at=(33.5, 44.4), height_m=50.0, **FLAT)
    assert save_probe(found, tmp_path / "line.svg").read_bytes().startswith(b"<?xml")
    assert json.loads(save_probe(found, tmp_path / "line.json").read_text())["height_agl_m"] == 50.0
    with pytest.raises(UsageError, match=r"line.txt: must end in .svg, .pdf, .png or .json"):
        save_probe(found, tmp_path / "line.txt")
    shown = found._repr_html_()
    assert "<li>The point lies " in shown
    assert 'src="data:image/svg+xml;base64,' in shown


def test_of_several_fire_units_one_is_named():
    with pytest.raises(UsageError, match="the scenario has 2 fire units; name one with unit: "):
        skykeep.probe("two-sites", at=(33.5, 44.4), height_m=50.0)
