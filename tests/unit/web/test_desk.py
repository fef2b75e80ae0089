"""The desk and its workers: who waits can leave, too long is told as such, a lost process is replaced.

Processes here are played by a double that takes the same frames and computes nothing.
"""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace

import pytest

from ...own_loop import run_in_own_loop

frames = pytest.importorskip("skykeep.web.frames")
workers = pytest.importorskip("skykeep.web.workers")
Desk = pytest.importorskip("skykeep.web.desk").Desk
Refused = pytest.importorskip("skykeep.web.refusal").Refused
ROW = SimpleNamespace(name="run", lane="long")
SOON_S = 5.0


class Double:
    """A worker that answers the question ``{"ends": true}`` at once, and any other never."""

    def __init__(self, *, starts=True):
        self.returncode = None
        self.stdin = self
        self.stdout = asyncio.StreamReader()
        if starts:
            self.stdout.feed_data(frames.frame(frames.READY))
        else:
            self.kill()

    def write(self, message):
        if message.startswith(frames.STOP):
            self.stdout.feed_data(frames.frame(frames.STOPPED))
        elif json.loads(message[frames.HEAD.size :])["question"].get("ends"):
            self.stdout.feed_data(frames.frame(frames.ANSWER, b"{}"))

    async def drain(self):
        if self.stdout.at_eof():
            raise BrokenPipeError

    def kill(self):
        self.stdout.feed_eof()

    async def wait(self):
        self.returncode = -9


@pytest.fixture
def doubles(monkeypatch):
    """Give the doubles that were started; a number put into ``fail`` says how many starts still fail."""
    found = SimpleNamespace(started=[], fail=0)

    async def start(*_command, **_pipes):
        found.started.append(Double(starts=found.fail <= 0))
        found.fail -= 1
        await asyncio.sleep(0.001)
        return found.started[-1]

    monkeypatch.setattr(workers.asyncio, "create_subprocess_exec", start)
    return found


def at_a_desk(talk):
    """Run what somebody does at an open desk with one worker for raids."""

    async def opened():
        desk = Desk({"long": 1}, jobs=1)
        desk.open()
        try:
            await asyncio.wait_for(talk(desk), SOON_S)
        finally:
            await desk.close()

    run_in_own_loop(opened())


def ask(desk, *, keep=True, **question):
    return desk.submit(ROW, question, keep=keep)


async def running(desk):
    """Return a job that runs until it is stopped."""
    job = ask(desk)
    while job.state != "running":
        await job.after(job.version)
    return job


def test_a_job_that_waits_is_cancelled_at_once_and_is_never_begun(doubles):
    async def talk(desk):
        first = await running(desk)
        second, third = ask(desk), ask(desk, ends=True)
        desk.cancel(second)
        await second.over()
        assert (first.state, second.state) == ("running", "cancelled")
        desk.cancel(first)
        await third.over()
        assert (first.state, second.state, third.state) == ("cancelled", "cancelled", "done")

    at_a_desk(talk)


def test_jobs_whose_clients_left_take_no_place_in_the_queue(doubles, monkeypatch):
    monkeypatch.setattr("skykeep.web.desk.WAITING", 2)

    async def talk(desk):
        first = await running(desk)
        for _ in range(5):
            desk.leave(ask(desk, keep=False))
        waiting = [ask(desk, ends=True), ask(desk, ends=True)]
        with pytest.raises(Refused, match="2 questions wait already"):
            ask(desk)
        desk.cancel(first)
        for job in waiting:
            await job.over()
            assert job.state == "done"

    at_a_desk(talk)


def test_a_job_cancelled_while_its_worker_starts_is_not_begun(doubles):
    doubles.fail = 1  # so that a worker is started for the job

    async def talk(desk):
        job = ask(desk)
        while len(doubles.started) < 2:
            await asyncio.sleep(0)
        assert job.state == "waiting"
        desk.cancel(job)
        follower = ask(desk, ends=True)
        await follower.over()
        assert (job.state, follower.state, len(doubles.started)) == ("cancelled", "done", 2)

    at_a_desk(talk)


def test_a_job_that_takes_too_long_is_told_so_and_not_as_cancelled(doubles, monkeypatch):
    monkeypatch.setattr(workers, "WHOLE_S", {"long": 0.01})

    async def talk(desk):
        job = ask(desk)
        await job.over()
        assert (job.state, job.refused.status) == ("refused", 504)
        assert "longer than 0.01 s" in job.refused.refusal.what

    at_a_desk(talk)


def test_a_worker_that_does_not_start_is_told_and_tried_again(doubles):
    doubles.fail = 2

    async def talk(desk):
        first, second = ask(desk, ends=True), ask(desk, ends=True)
        await second.over()
        assert (first.state, first.refused.status, second.state) == ("refused", 500, "done")
        assert len(doubles.started) == 3

    at_a_desk(talk)


def test_after_a_lost_process_the_next_job_gets_another(doubles):
    async def talk(desk):
        job = await running(desk)
        doubles.started[0].kill()  # gone, though nobody has waited for its return code
        follower = ask(desk, ends=True)
        await follower.over()
        assert (job.state, job.refused.status, follower.state) == ("refused", 500, "done")

    at_a_desk(talk)


def test_of_a_body_that_was_refused_only_so_much_is_taken(monkeypatch):
    connections = pytest.importorskip("skykeep.web.connections")
    cut, taken = [], []
    monkeypatch.setattr(connections.H11Protocol, "data_received", lambda _, data: taken.append(len(data)))
    watched = connections.WatchedConnection.__new__(connections.WatchedConnection)
    watched.transport = SimpleNamespace(abort=lambda: cut.append(True))
    watched.conn, watched.cycle = SimpleNamespace(their_state=connections.SEND_BODY), None
    watched._refused_bytes, watched._refused_s = 0, 0.0
    piece = b"x" * (connections.REFUSED_BYTES // 4)
    for _ in range(8):
        watched.data_received(piece)
    watched.cycle = SimpleNamespace(response_complete=True)
    for _ in range(4):
        watched.data_received(piece)
    assert (len(taken), cut) == (12, [])
    watched.data_received(b"x")
    assert (len(taken), cut) == (12, [True])


def test_a_reader_is_cut_off_only_if_it_reads_nothing(monkeypatch):
    connections = pytest.importorskip("skykeep.web.connections")
    unread_bytes, cut = [0], []
    transport = SimpleNamespace(
        get_write_buffer_size=lambda: unread_bytes[0],
        get_protocol=lambda: None,
        is_closing=lambda: False,
        abort=lambda: cut.append(True),
    )
    watched = connections.WatchedConnection.__new__(connections.WatchedConnection)
    watched.transport, watched.loop = transport, SimpleNamespace(call_later=lambda *_: None)
    watched._idle_s = watched._unread_s = watched._refused_s = 0.0
    watched._refused_bytes = watched._unread_bytes = 0
    watched.cycle, watched._last_cycle = None, None
    looks = int(connections.ANSWER_WAITS_S / connections.LOOK_S)
    for unread_bytes[0] in range(3 * looks, 1, -1):
        watched._watch()
    assert not cut
    for _ in range(looks):
        watched._watch()
    assert cut


@pytest.mark.parametrize("comes", [True, False])
def test_a_refused_body_is_taken_while_it_comes_though_not_for_ever(monkeypatch, comes):
    connections = pytest.importorskip("skykeep.web.connections")
    monkeypatch.setattr(connections.H11Protocol, "data_received", lambda *_: None)
    cut = []
    watched = connections.WatchedConnection.__new__(connections.WatchedConnection)
    watched.loop = SimpleNamespace(call_later=lambda *_: None)
    watched.transport = SimpleNamespace(
        get_write_buffer_size=lambda: 0, get_protocol=lambda: watched, abort=lambda: cut.append(True)
    )
    watched.conn = SimpleNamespace(their_state=connections.SEND_BODY)
    watched.cycle = watched._last_cycle = SimpleNamespace(response_complete=True)
    watched._idle_s = watched._unread_s = watched._refused_s = 0.0
    watched._refused_bytes = watched._unread_bytes = 0
    watched.data_received(b"x")
    looks = 0
    while not cut:
        looks += 1
        watched._watch()
        if comes:
            watched.data_received(b"x")
    taken_s = (connections.REFUSED_S if comes else 0.0) + connections.HEADERS_S
    assert looks * connections.LOOK_S == pytest.approx(taken_s, abs=connections.LOOK_S)
