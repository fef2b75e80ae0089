"""By websocket: progress in numbers, raids as they end with both doubts, cancel, leave, refusals."""

from __future__ import annotations

import json
import time
from contextlib import ExitStack

import pytest

from skykeep.web.limits import BODY_BYTES, JOBS_OF_A_SOCKET

connect = pytest.importorskip("websockets.sync.client").connect
exceptions = pytest.importorskip("websockets.exceptions")

RUN = {"scenario": "iraq-baghdad-s300pmu2-cruise", "worlds": 60, "replications": 2, "seed": 3}


class Talk:
    def __init__(self, socket):
        self.socket = socket

    def say(self, **message):
        self.socket.send(json.dumps(message))

    def hear(self):
        return json.loads(self.socket.recv(timeout=120))

    def until(self, *events):
        """Return all events up to the first of some kinds."""
        heard = [self.hear()]
        while heard[-1]["event"] not in events:
            heard.append(self.hear())
        return heard


@pytest.fixture
def open_talk(server):
    with ExitStack() as sockets:
        yield lambda **more: Talk(
            sockets.enter_context(connect(f"ws://127.0.0.1:{server.port}/api/live", max_size=None, **more))
        )


def jobs(server):
    return server.get("/api/jobs").json["jobs"]


def wait_until(true, seconds=20.0):
    end_s = time.monotonic() + seconds
    while not true() and time.monotonic() < end_s:
        time.sleep(0.05)
    return true()


def test_coverage_is_told_height_by_height_and_is_the_answer_by_http(server, open_talk, small):
    talk = open_talk()
    question = {**small, "heights_agl_m": [100.0, 300.0, 1000.0]}
    talk.say(ask="coverage", question=question, tag="mine")
    heard = talk.until("answer", "refusal")
    assert {each["tag"] for each in heard} == {"mine"}
    done = [(each["told"]["done"], each["told"]["of"]) for each in heard if each["event"] == "progress"]
    assert done == sorted(done)
    assert done[-1] == (3, 3)
    assert heard[-1]["answer"] == server.post("/api/coverage", question).json
    assert jobs(server) == []


def test_raids_are_told_as_they_end_and_the_doubt_of_the_mean_narrows(server, open_talk):
    talk = open_talk()
    talk.say(ask="run", question=RUN)
    heard = talk.until("answer", "refusal")
    parts = [each["part"] for each in heard if each["event"] == "part"]
    assert len(parts) >= 30
    raids = {
        (world, replication): leakers for part in parts for world, replication, leakers, _ in part["raids"]
    }
    assert len(raids) == 120
    answer = heard[-1]["answer"]
    assert sum(raids.values()) / 120 == pytest.approx(answer["leakers"]["mean"])
    assert parts[-1]["leakers"]["mc_error_90"] == answer["leakers"]["mc_error_90"]
    assert parts[-1]["leakers"]["ignorance_90"] == answer["leakers"]["ignorance_90"]
    widths = [part["leakers"]["mc_error_90"] for part in parts if part["worlds"] in (10, 60)]
    assert widths[1][1] - widths[1][0] < widths[0][1] - widths[0][0]
    assert answer == server.post("/api/run", RUN).json


def test_a_cancelled_job_says_so_and_the_next_is_answered(server, open_talk, large, small):
    talk = open_talk()
    talk.say(ask="coverage", question=large)
    job = talk.hear()["job"]
    talk.say(cancel=job)
    assert talk.until("cancelled", "answer")[-1]["event"] == "cancelled"
    talk.say(ask="coverage", question=small)
    assert talk.until("answer", "refusal")[-1]["event"] == "answer"


def test_jobs_end_with_their_websocket_unless_they_are_kept(server, open_talk, large, small):
    talk = open_talk()
    talk.say(ask="coverage", question=large)
    talk.say(ask="coverage", question=small, keep=True, tag="kept")
    kept = next(each["job"] for each in iter(talk.hear, None) if each["tag"] == "kept")
    talk.socket.close()
    assert wait_until(lambda: [job["id"] for job in jobs(server)] == [kept])
    assert wait_until(lambda: server.get(f"/api/jobs/{kept}").json["state"] == "done")
    other = open_talk()
    other.say(follow=kept)
    assert other.until("answer")[-1]["answer"] == server.get(f"/api/jobs/{kept}/answer").json
    other.socket.close()
    assert [job["id"] for job in jobs(server)] == [kept]
    server.ask("DELETE", f"/api/jobs/{kept}")


@pytest.mark.parametrize(
    ("message", "status", "where", "what"),
    [
        ("{", 400, "question", "Invalid JSON"),
        ("{}", 422, "question", "must give one of ask, follow and cancel"),
        ('{"ask": "coverage", "more": 1}', 422, "more", "Extra inputs are not permitted"),
        ('{"ask": "guidance"}', 404, "ask", "there is no 'guidance'"),
        ('{"ask": "coverage", "question": {"k": "x"}, "tag": "t"}', 422, "k", "valid number"),
        ('{"follow": "nothing"}', 404, "job", "there is no such job"),
        ('{"cancel": "nothing"}', 404, "job", "there is no such job"),
        ('{"ask": "coverage", "question": {"system": "s-401", "site": "Baghdad"}}', 422, "question", "s-401"),
    ],
)
def test_what_is_wrong_is_told_and_the_talk_goes_on(open_talk, message, status, where, what):
    talk = open_talk()
    talk.socket.send(message)
    heard = talk.until("refusal")[-1]
    assert (heard["status"], heard["refusal"]["where"]) == (status, where)
    assert what in heard["refusal"]["what"]
    talk.say(ask="catalogue")
    assert talk.until("answer", "refusal")[-1]["event"] == "answer"


def test_one_client_has_only_so_many_jobs_under_way(open_talk, large):
    talk = open_talk()
    for number in range(JOBS_OF_A_SOCKET + 1):
        talk.say(ask="coverage", question=large, tag=str(number))
    heard = talk.until("refusal")[-1]
    assert (heard["status"], heard["tag"]) == (429, str(JOBS_OF_A_SOCKET))


def test_bytes_and_messages_that_are_too_large_end_the_talk(open_talk):
    for message in (b"{}", "x" * (BODY_BYTES + 1)):
        talk = open_talk()
        talk.socket.send(message)
        with pytest.raises(exceptions.ConnectionClosed):
            talk.hear()


def test_a_foreign_page_gets_no_websocket(open_talk):
    with pytest.raises(exceptions.InvalidStatus) as refused:
        open_talk(origin="http://evil.example")
    assert refused.value.response.status_code == 403
