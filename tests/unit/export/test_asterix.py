"""A raid as ASTERIX: bytes equal the reference, and two decoders that we did not write read the same."""

import math

import numpy as np
import pytest
from aviconv_asterix import iter_records
from pyproj import Transformer

from skykeep.errors import ExportError
from skykeep.export import asterix
from skykeep.export.asterix import blocks_of, write_asterix
from skykeep.export.asterix_records import Plot, SystemTrack, plot_block, system_track_block
from skykeep.terrain.geodesic import WGS84
from skykeep.testing import ReadBack, check_exporter

from .format_cases import NAMES, raid, reference

CASES = reference("asterix.json")["cases"]
MILE_M, FOOT_M = 1852.0, 0.3048
TO_ECEF = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)


@pytest.mark.parametrize("case", [c for c in CASES if c["category"] == 48], ids=lambda case: case["crc32"])
def test_a_plot_has_the_bytes_of_the_reference(case):
    given = case["inputs"]
    plot = Plot(
        sac=given["sac"],
        sic=given["sic"],
        time_s=given["tod_s"],
        range_m=given["rho_nm"] * MILE_M,
        azimuth_rad=math.radians(given["theta_deg"]),
        track_number=given["track"],
        ground_speed_mps=given["gs_kt"] * MILE_M / 3600.0,
        heading_rad=math.radians(given["hdg_deg"]),
        typ=given["typ"],
        simulated=False,
        flight_level=given["fl"],
    )
    assert plot_block(plot).hex() == case["hex"]


@pytest.mark.parametrize("case", [c for c in CASES if c["category"] == 62], ids=lambda case: case["crc32"])
def test_a_system_track_has_the_bytes_of_the_reference(case):
    given = case["inputs"]
    track = SystemTrack(
        sac=given["sac"],
        sic=given["sic"],
        time_s=given["tot_s"],
        lat_deg=given["lat"],
        lon_deg=given["lon"],
        track_number=given["track"],
        east_mps=given["vx"],
        north_mps=given["vy"],
        alt_msl_m=given["alt_ft"] * FOOT_M,
        climb_mps=given["roc_ftmin"] * FOOT_M / 60.0,
        x_m=given["x_m"],
        y_m=given["y_m"],
        simulated=False,
    )
    assert system_track_block(track).hex() == case["hex"]


def records(path):
    """Return the records of a file as aviconv decodes them."""
    return list(iter_records(path.read_bytes()))


def track_number(record):
    """Return the number of a track, which aviconv hands on as it is."""
    return int(record.raw_items["I062/040"], 16)


def altitude_m(record):
    """Return the geometric height of a track, which aviconv hands on as it is: steps of 6.25 ft."""
    return int.from_bytes(bytes.fromhex(record.raw_items["I062/130"]), "big", signed=True) * 6.25 * FOOT_M


def sources_of(scene):
    """Return radars and posts by system identification code."""
    found = [actor for actor in scene.of_kind("radar", "post") if not actor.passive]
    return dict(enumerate(found, start=1))


def reader_of(scene):
    """Return what reads the tracks of the post that knows of each threat first."""
    threats = list(scene.of_kind("threat"))

    def read(path):
        whose = {}
        for record in records(path):
            if record.category == 62:
                name = threats[track_number(record) - 1].id
                if whose.setdefault(name, record.sic) == record.sic:
                    yield ReadBack(name, record.time_of_track_s, record.lat, record.lon, altitude_m(record))

    return read


def unknown_to_posts(scene):
    """Return the ids of what no post ever knows of: interceptors, and threats without a track."""
    known = {spell.about for spell in scene.spells if spell.state == "knows"}
    return {actor.id for actor in scene.of_kind("threat", "interceptor")} - known


@pytest.mark.parametrize("name", NAMES)
def test_what_holds_for_every_writer_holds_for_blocks(name):
    scene = raid(name)
    check_exporter(
        write_asterix,
        ending=".ast",
        read=reader_of(scene),
        scene=scene,
        slack_m=15.0,
        without=unknown_to_posts(scene),
    )


@pytest.mark.parametrize("name", NAMES)
def test_plots_are_where_the_radar_sees_the_threat_that_it_holds(name, tmp_path):
    scene = raid(name)
    write_asterix(scene, tmp_path / "raid.ast")
    threats, sources = list(scene.of_kind("threat")), sources_of(scene)
    plots = [record for record in records(tmp_path / "raid.ast") if record.category == 48]
    assert plots
    for plot in plots:
        radar, threat = sources[plot.sic], threats[plot.track_number - 1]
        time_s = plot.time_of_day_s
        held = [s for s in scene.spells_of(radar.id, "holds") if s.about == threat.id]
        assert any(s.from_s - 0.01 <= time_s <= s.until_s + 0.01 for s in held)
        here, there = radar.course.at(time_s), threat.course.at(time_s)
        ends = [np.array(TO_ECEF.transform(p.lon_deg, p.lat_deg, p.alt_msl_m)) for p in (here, there)]
        assert plot.rho_nm * MILE_M == pytest.approx(np.linalg.norm(ends[1] - ends[0]), abs=20.0)
        azimuth_deg, *_ = WGS84.inv(here.lon_deg, here.lat_deg, there.lon_deg, there.lat_deg)
        if plot.rho_nm > 5.0:
            assert (plot.theta_deg - azimuth_deg + 180.0) % 360.0 - 180.0 == pytest.approx(0.0, abs=0.1)
    for radar in scene.of_kind("radar"):
        number = next((sic for sic, actor in sources.items() if actor is radar), None)
        times = [p.time_of_day_s for p in plots if p.sic == number and p.track_number == 1]
        if len(times) > 2:
            gaps = np.diff(times)
            assert gaps.min() >= radar.reach.revisit_s - 0.02


def test_a_listener_reports_nothing_and_a_radar_that_holds_nothing_neither():
    scene = raid("iraq")
    sources = sources_of(scene)
    assert "ear/listener" not in {actor.id for actor in sources.values()}
    reporting = {
        sources[record.sic].id for block in blocks_of(scene) for record in iter_records(block.content)
    }
    assert reporting == {"unit-1/search", "unit-1/command-post"}


def test_libasterix_reads_the_same_and_that_all_of_it_is_simulated():
    from asterix.base import Bits, RawDatablock
    from asterix.generated import Cat_048_1_32, Cat_062_1_20

    specs = {48: Cat_048_1_32, 62: Cat_062_1_20}
    scene = raid("iraq")
    blocks = blocks_of(scene)
    first = {}
    for block in blocks:
        (raw,) = RawDatablock.parse(Bits.from_bytes(block.content))
        spec = specs[raw.get_category()]
        (record,) = spec.cv_uap.parse(raw.get_raw_records())
        first.setdefault(raw.get_category(), record)
        (other,) = iter_records(block.content)
        if other.category == 48:
            assert record.get_item("020").variation.get_item("SIM").as_uint() == 1
            rho = record.get_item("040").variation.get_item("RHO").variation.content.as_quantity("NM")
            assert rho == other.rho_nm
            height = record.get_item("110").variation.get_item("3DH").variation.content.as_quantity("ft")
            assert height % 25.0 == 0.0
        else:
            lat = record.get_item("105").variation.get_item("LAT").variation.content.as_quantity("°")
            assert lat == pytest.approx(other.lat, abs=1e-12)
            feet = record.get_item("130").variation.content.as_quantity("ft")
            assert feet * FOOT_M == pytest.approx(altitude_m(other), abs=1e-9)
            assert record.get_item("040").variation.content.as_uint() == track_number(other)
    assert set(first) == {48, 62}


def test_the_first_and_last_report_of_a_track_are_marked():
    scene = raid("iraq")
    by_track = {}
    for block in blocks_of(scene):
        (record,) = iter_records(block.content)
        if record.category == 62:
            by_track.setdefault(track_number(record), []).append(bytes.fromhex(record.raw_items["I062/080"]))
    assert set(by_track) == {1, 2}
    for states in by_track.values():
        assert [state[1] & 0x60 for state in states] == [0x20, *[0] * (len(states) - 2), 0x40]
        assert {state[1] & 0x80 for state in states} == {0x80}


def test_what_does_not_fit_its_bits_is_left_out():
    track = SystemTrack(0, 1, 0.0, 33.0, 44.0, 1, 100.0, 100.0, 90_000.0, 10.0)
    (record,) = iter_records(system_track_block(track))
    assert "I062/130" not in record.raw_items
    assert record.lat == pytest.approx(33.0, abs=3e-6)
    high = Plot(0, 1, 0.0, 100_000.0, 1.0, 1, 200.0, 1.0, height_msl_m=70_000.0)
    (record,) = iter_records(plot_block(high))
    assert "I048/110" not in record.raw_items
    assert record.rho_nm == pytest.approx(100_000.0 / MILE_M, abs=1 / 256)


def test_midnight_begins_a_new_day():
    late = Plot(0, 1, 86_400.0 + 2.5, 1000.0, 0.0, 1, 0.0, 0.0)
    (record,) = iter_records(plot_block(late))
    assert record.time_of_day_s == 2.5


def test_more_threats_than_there_are_numbers_for_are_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(asterix, "_MOST_TRACKS", 2)
    with pytest.raises(ExportError, match="has 4 threats; ASTERIX has numbers for 2"):
        write_asterix(raid("iraq"), tmp_path / "raid.ast")
    assert list(tmp_path.iterdir()) == []
