"""The payload of a replay: what is read back is the scene, within what the header says."""

import numpy as np
import pytest

from skykeep.engine.scene import SPELL_STATES
from skykeep.page import replay_payload as module
from skykeep.page.replay_payload import on_grid, replay_payload

from .payload_reader import read_payload
from .replay_cases import hand_made_replay, small_replay

NOBODY = 0xFFFF


def packed(data):
    """Return a payload without words."""
    return replay_payload(data, [{}] * len(data.raids), [{}] * len(data.raids))


@pytest.fixture(scope="module")
def small():
    """Give the raids of the small scenario, and their payload read back."""
    data = small_replay()
    return data, *read_payload(packed(data))


def test_every_course_is_where_the_scene_has_it(small):
    data, header, array = small
    for raid, entry in zip(data.raids, header["raids"], strict=True):
        columns = {name: array(f"{entry['name']}/{name}") for name in ("time", "lon", "lat", "alt")}
        first = 0
        for actor, told in zip(raid.scene.actors, entry["actors"], strict=True):
            own = {name: values[first : first + told["points"]] for name, values in columns.items()}
            first += told["points"]
            course = actor.course
            assert np.all(np.diff(own["time"]) > 0)
            assert own["time"][0] / 100.0 == pytest.approx(course.time_s[0], abs=0.006)
            assert own["time"][-1] / 100.0 == pytest.approx(course.time_s[-1], abs=0.006)
            lat_deg = np.interp(course.time_s, own["time"] / 100.0, own["lat"] / 1e5)
            lon_deg = np.interp(course.time_s, own["time"] / 100.0, own["lon"] / 1e5)
            alt_msl_m = np.interp(course.time_s, own["time"] / 100.0, own["alt"] / 10.0)
            east_m = (lon_deg - course.lon_deg) * 111_195.0 * np.cos(np.radians(course.lat_deg))
            north_m = (lat_deg - course.lat_deg) * 111_195.0
            speed_slack_m = 15.0  # half a hundredth of a second at 3 km/s
            assert np.hypot(east_m, north_m).max() <= header["within_m"]["place"] + speed_slack_m
            assert np.abs(alt_msl_m - course.alt_msl_m).max() <= header["within_m"]["height"] + speed_slack_m
        assert first == columns["time"].size


def test_actors_have_their_links_ends_and_channels(small):
    data, header, _ = small
    for raid, entry in zip(data.raids, header["raids"], strict=True):
        rows = [actor.id for actor in raid.scene.actors]
        for actor, told in zip(raid.scene.actors, entry["actors"], strict=True):
            assert (told["id"], told["kind"], told["end"], told["channels"]) == (
                actor.id,
                actor.kind,
                actor.end,
                actor.channels,
            )
            assert told["belongs_to"] == (rows.index(actor.belongs_to) if actor.belongs_to else -1)
            assert told["at"] == (rows.index(actor.at) if actor.at else -1)
            assert (told["begins_s"], told["ends_s"]) == (on_grid(actor.begins_s), on_grid(actor.ends_s))


def test_spells_and_rounds_come_back_on_the_grid_of_times(small):
    data, header, array = small
    assert header["states"] == list(SPELL_STATES)
    for raid, entry in zip(data.raids, header["raids"], strict=True):
        ids = [actor.id for actor in raid.scene.actors]
        column = {
            name: array(f"{entry['name']}/spell-{name}")
            for name in ("actor", "about", "state", "from", "until", "value")
        }
        assert np.all(np.diff(column["from"]) >= 0)
        told = {
            (
                ids[column["actor"][at]],
                SPELL_STATES[column["state"][at]],
                int(column["from"][at]),
                int(column["until"][at]),
                "" if column["about"][at] == NOBODY else ids[column["about"][at]],
            )
            for at in range(column["actor"].size)
        }
        assert told == {
            (spell.actor, spell.state, round(spell.from_s * 100), round(spell.until_s * 100), spell.about)
            for spell in raid.scene.spells
        }
        stocks = {name: array(f"{entry['name']}/stock-{name}") for name in ("unit", "type", "rounds", "time")}
        assert [
            (ids[unit], int(rounds), int(time))
            for unit, rounds, time in zip(stocks["unit"], stocks["rounds"], stocks["time"], strict=True)
        ] == [(each.unit, each.rounds, round(each.time_s * 100)) for each in raid.scene.stocks]
        assert entry["round_types"] == ["48N6E2"]


def test_what_happens_together_is_together_on_the_grid(small):
    data, _, _ = small
    for raid in data.raids:
        for each in raid.scene.happenings:
            if each.name == "launched":
                assert on_grid(each.time_s) == on_grid(raid.scene.by_id[each.interceptor].begins_s)


def test_the_same_raids_give_the_same_bytes_and_few_of_them(small):
    data, _, _ = small
    again = packed(data)
    assert again == packed(data)
    assert len(again) < 120_000


def test_a_raid_across_the_antimeridian_keeps_its_courses_in_one_piece():
    data = hand_made_replay(lon_deg=180.0)
    header, array = read_payload(packed(data))
    lon_deg = array("raid-0/lon") / 1e5
    assert 178.0 < lon_deg.min() <= lon_deg.max() < 182.0
    for actor, at in zip(data.raids[0].scene.actors, _firsts(header), strict=True):
        points = header["raids"][0]["actors"][at[0]]["points"]
        own = lon_deg[at[1] : at[1] + points]
        assert np.abs(np.diff(own)).max(initial=0.0) < 10.0, actor.id


def _firsts(header):
    """Yield the row of each actor and where its points begin."""
    first = 0
    for row, actor in enumerate(header["raids"][0]["actors"]):
        yield row, first
        first += actor["points"]


def test_more_actors_than_can_be_numbered_are_refused(monkeypatch):
    monkeypatch.setattr(module, "ACTORS_MOST", 3)
    with pytest.raises(ValueError, match="a payload numbers fewer than 3"):
        packed(small_replay())
