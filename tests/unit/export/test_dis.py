"""A raid as DIS: bytes equal the reference, and opendis, which we did not write, decodes the same."""

import io
import math
import socket
import struct
from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
import pytest
from opendis.DataOutputStream import DataOutputStream
from opendis.dis7 import (
    CommentPdu,
    DetonationPdu,
    ElectromagneticEmissionsPdu,
    EntityStatePdu,
    FirePdu,
)
from opendis.PduFactory import createPdu
from pyproj import Transformer

from skykeep.engine.scene import motion_of
from skykeep.errors import ExportError, UsageError
from skykeep.export import dis
from skykeep.export.dis import pdus_of, send_dis, write_dis
from skykeep.export.dis_pdus import (
    EntityId,
    EntityState,
    Header,
    entity_state_pdu,
    euler_angles,
    timestamp_at,
)
from skykeep.export.loopback import Timed, check_speed, loopback_of, send_timed
from skykeep.testing import ReadBack, check_exporter

from .format_cases import NAMES, raid, reference

CASES = reference("dis_entity_state.json")
FROM_ECEF = Transformer.from_crs("EPSG:4978", "EPSG:4979", always_xy=True)
SIZES = {1: 144, 2: 96, 3: 104}


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["what"] + case["marking"])
def test_an_entity_state_has_the_bytes_of_the_reference(case):
    lat_deg, lon_deg, _ = case["geodetic_lat_lon_h"]
    angles = tuple(math.radians(each) for each in case["heading_pitch_roll_deg"])
    orientation = euler_angles(lat_deg, lon_deg, angles)
    assert orientation == pytest.approx(case["orientation_psi_theta_phi"], abs=1e-12)
    state = EntityState(
        id=EntityId(*case["entity_id"]),
        force=case["force_id"],
        kind=tuple(case["entity_type"]),
        velocity_mps=tuple(case["velocity"]),
        location_m=tuple(case["location_ecef"]),
        orientation_rad=orientation,
        appearance=case["appearance"],
        dead_reckoning=case["dead_reckoning"],
        marking=case["marking"],
    )
    found = entity_state_pdu(Header(case["exercise_id"], case["timestamp"]), state)
    assert found.hex() == case["hex"]


def test_the_published_vector_has_the_layout_that_is_written_here():
    told = CASES["published_vector"]["decoded"]
    state = EntityState(
        id=EntityId(*told["entity_id"]),
        force=told["force_id"],
        kind=tuple(told["entity_type"]),
        velocity_mps=tuple(told["velocity"]),
        location_m=(0.0, 0.0, 0.0),
        orientation_rad=tuple(told["orientation"]),
        appearance=0x200000,
        dead_reckoning=2,
        marking=told["marking"],
    )
    published = bytes.fromhex(CASES["published_vector"]["hex"])
    found = entity_state_pdu(Header(told["exercise_id"], 0x001E91E2), state)
    assert len(found) == len(published) == 144
    assert (found[0], published[0]) == (7, 6)  # versions; the layout is the same
    assert found[1:48] == published[1:48]
    assert found[84:] == published[84:]  # location and orientation, between, are told rounded


def units_in(content):
    """Return the units of a file, cut by the lengths that they say."""
    found, place = [], 0
    while place < len(content):
        (length,) = struct.unpack_from(">H", content, place + 8)
        found.append(content[place : place + length])
        place += length
    assert place == len(content)
    return found


def encoded(pdu):
    """Return a unit as opendis encodes it."""
    memory = io.BytesIO()
    pdu.serialize(DataOutputStream(memory))
    return memory.getvalue()


def seconds(pdu):
    """Return the time of the hour at which a unit says that it was sent."""
    return (pdu.timestamp >> 1) / 2**31 * 3600.0


def reader_of(scene):
    """Return what reads the places of entities as opendis decodes them, by number of the entity."""

    def read(path):
        last = defaultdict(lambda: -1.0)
        for content in units_in(path.read_bytes()):
            pdu = createPdu(content)
            if isinstance(pdu, EntityStatePdu):
                actor = scene.actors[pdu.entityID.entityID - 1]
                if actor.course.stands and last[actor.id] >= 0.0:
                    continue
                last[actor.id] = seconds(pdu)
                place = pdu.entityLocation
                lon_deg, lat_deg, alt_msl_m = FROM_ECEF.transform(place.x, place.y, place.z)
                yield ReadBack(actor.id, seconds(pdu), lat_deg, lon_deg, alt_msl_m)

    return read


@pytest.mark.parametrize("name", NAMES)
def test_what_holds_for_every_writer_holds_for_units(name):
    scene = raid(name)
    check_exporter(write_dis, ending=".dis", read=reader_of(scene), scene=scene, slack_m=0.01)


@pytest.mark.parametrize("name", NAMES)
def test_another_program_encodes_what_it_decoded_to_the_same_bytes(name):
    for time_s, content in pdus_of(raid(name)):
        pdu = createPdu(content)
        assert pdu.length == len(content)
        assert SIZES.get(pdu.pduType, len(content)) == len(content)
        assert seconds(pdu) == pytest.approx(time_s % 3600.0, abs=2e-6)
        if not isinstance(pdu, CommentPdu):  # opendis does not pad text as it reads it
            assert encoded(pdu) == content


@pytest.mark.parametrize("name", NAMES)
def test_every_launch_has_its_meeting_and_every_meeting_its_launch(name):
    scene = raid(name)
    pdus = [createPdu(unit.content) for unit in pdus_of(scene)]
    fires = {pdu.eventID.eventNumber: pdu for pdu in pdus if isinstance(pdu, FirePdu)}
    ends = [pdu for pdu in pdus if isinstance(pdu, DetonationPdu)]
    shots = list(scene.of_kind("interceptor"))
    numbers = {actor.id: place for place, actor in enumerate(scene.actors, start=1)}
    assert set(fires) == {numbers[shot.id] for shot in shots}
    met = {pdu.explodingEntityID.entityID: pdu for pdu in ends}
    for shot in shots:
        fire, end = fires[numbers[shot.id]], met[numbers[shot.id]]
        assert fire.firingEntityID.entityID == end.firingEntityID.entityID == numbers[shot.belongs_to]
        assert fire.targetEntityID.entityID == end.targetEntityID.entityID == numbers[shot.at]
        assert end.eventID.eventNumber == fire.eventID.eventNumber
        assert end.detonationResult == {"killed": 1, "missed": 6, "wasted": 6}[shot.end]
        there = motion_of(shot.course).pos_ecef_m
        assert [fire.location.x, fire.location.y, fire.location.z] == there[0].tolist()
        assert [end.location.x, end.location.y, end.location.z] == there[-1].tolist()
        assert fire.descriptor.munitionType.entityKind == 2
        assert (fire.descriptor.quantity, fire.descriptor.rate) == (1, 0)
    leaked = {t.id for t in scene.of_kind("threat") if t.end == "leaked" and not t.decoy}
    ground = {scene.actors[p.explodingEntityID.entityID - 1].id for p in ends if p.detonationResult == 3}
    assert ground <= leaked
    assert {t for t in leaked if "missile" in t or "srbm" in t} <= ground


def test_entities_go_on_at_their_velocity_and_are_gone_at_their_end():
    scene = raid("iraq")
    states = defaultdict(list)
    for unit in pdus_of(scene):
        pdu = createPdu(unit.content)
        if isinstance(pdu, EntityStatePdu):
            states[pdu.entityID.entityID].append((unit.time_s, pdu))
    by_id = {actor.id: states[place] for place, actor in enumerate(scene.actors, start=1)}
    cruise = by_id["raid/axis-0/cruise-missile/0"]
    for (at_s, pdu), (next_s, after) in pairwise(cruise):
        ahead = np.array([pdu.entityLinearVelocity.x, pdu.entityLinearVelocity.y, pdu.entityLinearVelocity.z])
        here, there = (
            np.array([p.entityLocation.x, p.entityLocation.y, p.entityLocation.z]) for p in (pdu, after)
        )
        assert here + ahead * (next_s - at_s) == pytest.approx(there, abs=1e-2)
        assert pdu.deadReckoningParameters.deadReckoningAlgorithm == 2
    killed, leaked = cruise[-1][1], by_id["raid/axis-0/srbm/0"][-1][1]
    assert (killed.entityAppearance, leaked.entityAppearance) == ((3 << 3) | (1 << 23), 1 << 23)
    assert {pdu.entityAppearance for _, pdu in cruise[:-1]} == {0}
    forces = {actor.id: by_id[actor.id][0][1].forceId for actor in scene.actors}
    assert (forces["raid/axis-0/srbm/0"], forces["unit-1"], forces["raid/axis-0/airliner/0"]) == (2, 1, 3)
    assert [time_s for time_s, _ in by_id["unit-1"]] == [5.0 * beat for beat in range(12)]
    assert bytes(by_id["unit-1/round/1"][0][1].marking.characters).rstrip(b"\0") == b"round/1"
    assert bytes(cruise[0][1].marking.characters) == b"cruise-mi/0"


def test_radars_tell_what_they_radiate_and_hold():
    scene = raid("iraq")
    emissions = defaultdict(list)
    for unit in pdus_of(scene):
        pdu = createPdu(unit.content)
        if isinstance(pdu, ElectromagneticEmissionsPdu):
            emissions[scene.actors[pdu.emittingEntityID.entityID - 1].id].append((unit.time_s, pdu))
    assert set(emissions) == {"unit-1/tracker", "unit-1/search", "eye/aloft"}  # a listener radiates nothing
    tracker = {time_s: pdu.systems[0].beamRecords for time_s, pdu in emissions["unit-1/tracker"]}
    assert tracker[40.0] == []  # hit
    facing = {time_s: beams[0].fundamentalParameterData for time_s, beams in tracker.items() if beams}
    assert facing[0.0].beamAzimuthCenter == pytest.approx(5.5 - 2.0 * math.pi, abs=1e-6)
    assert facing[6.0].beamAzimuthCenter == pytest.approx(0.4, abs=1e-6)
    assert facing[0.0].beamAzimuthSweep == pytest.approx(math.radians(45.0), abs=1e-6)
    search = {time_s: pdu.systems[0].beamRecords[0] for time_s, pdu in emissions["unit-1/search"][:-1]}
    held = {time_s: [t.entityID.entityID for t in beam.trackJamRecords] for time_s, beam in search.items()}
    assert (held[0.0], held[4.0], held[12.0], held[24.25]) == ([], [1], [1, 2], [2])
    assert search[0.0].fundamentalParameterData.beamAzimuthSweep == pytest.approx(math.pi, abs=1e-6)
    assert [time_s for time_s, _ in emissions["eye/aloft"]] == [10.0, 15.0, 20.0, 30.0, 35.0, 40.0]


def test_the_first_unit_says_what_they_all_are():
    first = pdus_of(raid("iraq"))[0].content
    assert createPdu(first).pduType == 22
    assert b"positions of units are of the scenario, not of real units" in first
    assert len(first) % 8 == 0


def test_units_come_in_order_and_every_entity_is_there():
    scene = raid("small")
    units = pdus_of(scene)
    assert [unit.time_s for unit in units] == sorted(unit.time_s for unit in units)
    kinds = Counter(unit.content[2] for unit in units)
    assert kinds[2] == 8
    entities = {struct.unpack_from(">3H", unit.content, 12)[2] for unit in units if unit.content[2] == 1}
    assert entities == set(range(1, len(scene.actors) + 1))


def test_a_timestamp_counts_the_hour_and_is_relative():
    assert timestamp_at(0.0) == timestamp_at(3600.0) == 0
    assert timestamp_at(1800.0) == 1 << 31
    assert all(timestamp_at(time_s) % 2 == 0 for time_s in (0.1, 12.345, 3599.999))


def test_more_actors_than_there_are_numbers_for_are_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(dis, "_MOST_ENTITIES", 3)
    with pytest.raises(ExportError, match=r"has 13 actors; DIS has numbers for 3 entities"):
        write_dis(raid("iraq"), tmp_path / "raid.dis")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "[::1]"])
def test_a_loopback_address_is_taken(host):
    assert loopback_of(f"{host}:3000").port == 3000


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.5:3000",
        "192.168.1.255:3000",
        "255.255.255.255:3000",
        "example.org:3000",
        "localhost:3000",
        "0.0.0.0:3000",
        "[fe80::1]:3000",
        "224.0.0.1:3000",
    ],
)
def test_any_other_address_is_refused(address):
    with pytest.raises(
        UsageError, match="is no address of this computer alone; a raid goes to a file or to a loop"
    ):
        loopback_of(address)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:x"]
)
def test_an_address_without_a_port_is_refused(address):
    with pytest.raises(UsageError, match=r"must be a loopback address and a port, as 127\.0\.0\.1:3000"):
        loopback_of(address)


@pytest.mark.parametrize("speed", [0.0, -1.0, math.inf, math.nan])
def test_a_speed_that_is_none_is_refused(speed):
    with pytest.raises(UsageError, match="must be above 0 seconds of the raid in a second"):
        check_speed(speed)


def test_a_program_on_this_computer_receives_every_unit():
    scene = raid("iraq")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(5.0)
        address = loopback_of(f"127.0.0.1:{receiver.getsockname()[1]}")
        sent = send_dis(scene, address, speed=1000.0)
        received = [receiver.recv(65535) for _ in range(sent)]
    assert received == [unit.content for unit in pdus_of(scene)]


def test_units_are_sent_as_far_apart_as_the_speed_says():
    waited = []
    units = [Timed(0.0, b"a"), Timed(5.0, b"b"), Timed(5.0, b"c"), Timed(20.0, b"d")]
    assert send_timed(units, loopback_of("127.0.0.1:9"), speed=10.0, sleep=waited.append) == 4
    assert waited == [0.5, 1.5]
