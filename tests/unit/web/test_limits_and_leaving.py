"""What one client may take: size, time, number; what becomes of jobs whose client leaves; how it all ends."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from skykeep.web.limits import BODY_BYTES, BODY_S, HEADERS_S


def raw(port, data, *, timeout_s=60.0):
    """Return a socket to the server after sending some bytes."""
    found = socket.create_connection(("127.0.0.1", port), timeout=timeout_s)
    found.sendall(data)
    return found


def head(length, path="/api/coverage"):
    """Return the head of a question of so many bytes."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {length}\r\n\r\n"
    ).encode()


def states(server):
    return [job["state"] for job in server.get("/api/jobs").json["jobs"]]


def wait_until(true, seconds=20.0):
    """Wait until something holds, and return whether it came to hold."""
    end_s = time.monotonic() + seconds
    while time.monotonic() < end_s:
        if true():
            return True
        time.sleep(0.05)
    return False


def test_a_body_that_is_too_large_is_refused_before_it_is_read(server):
    with raw(server.port, head(BODY_BYTES + 1)) as client:
        assert client.recv(65536).startswith(b"HTTP/1.1 413 ")
    padded = json.dumps({"scenario_toml": "#" * BODY_BYTES}).encode()
    assert server.post("/api/coverage", padded, headers={"Content-Type": "application/json"}).status == 413


@pytest.mark.parametrize(("megabytes", "in_pieces"), [(5, False), (50, False), (2, True)])
def test_who_sends_all_of_a_body_that_is_too_large_before_it_reads_is_told_so(server, megabytes, in_pieces):
    whole = b"x" * (megabytes * 1_000_000)
    for _ in range(3):
        body = iter([whole[:65536]] * (len(whole) // 65536)) if in_pieces else whole
        with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60.0)) as connection:
            connection.request("POST", "/api/coverage", body, {"Content-Type": "application/json"})
            reply = connection.getresponse()
            assert (reply.status, json.loads(reply.read())["where"]) == (413, "body")


def test_a_body_in_pieces_that_never_says_its_length_is_cut_at_the_limit(server):
    start = (
        b"POST /api/coverage HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n"
    )
    piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    with raw(server.port, start + piece * 4) as client:
        assert client.recv(65536).startswith(b"HTTP/1.1 413 ")


def test_a_head_that_is_too_large_is_refused(server):
    with raw(server.port, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 100_000) as client:
        assert client.recv(65536).startswith(b"HTTP/1.1 400 ")


def answered(connection):
    """Ask over a connection that stays open, and return whether it was answered; it is not opened again."""
    connection.auto_open = connection.sock is None
    connection.request("GET", "/api/jobs")
    reply = connection.getresponse()
    reply.read()
    return reply.status == 200 and connection.sock is not None


def test_clients_that_trickle_are_cut_off_while_others_are_served(server, small):
    start_s = time.monotonic()
    silent = raw(server.port, b"")
    trickling = raw(server.port, b"GET / HTTP/1.1\r\n")
    slow_body = raw(server.port, head(1000) + b"{")
    busy = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60.0)
    assert server.post("/api/coverage", small).status == 200
    for number in range(int(HEADERS_S) + 8):
        time.sleep(1.0)
        assert answered(busy)
        try:
            trickling.sendall(f"X-{number}: y\r\n".encode())
        except OSError:
            break
    else:
        pytest.fail("a head that never ends is read for ever")
    time.sleep(1.5)  # as long again as a connection is looked at
    assert answered(busy)
    assert silent.recv(10) == b""
    assert slow_body.recv(65536).startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - start_s < max(HEADERS_S, BODY_S) + 10
    for client in (silent, trickling, slow_body, busy):
        client.close()


def test_fifty_clients_at_once_all_get_the_same_answer(server, small):
    with ThreadPoolExecutor(50) as clients:
        replies = list(clients.map(lambda _: server.post("/api/coverage", small), range(50)))
    assert {reply.status for reply in replies} == {200}
    assert len({reply.body for reply in replies}) == 1


def test_a_job_ends_when_its_client_leaves(server, small, large):
    body = json.dumps(large).encode()
    with raw(server.port, head(len(body)) + body):
        assert wait_until(lambda: states(server) == ["running"])
    assert wait_until(lambda: states(server) == [])
    assert server.post("/api/coverage", small).status == 200


def test_a_job_that_was_asked_to_be_kept_outlives_its_client_and_can_be_fetched(server, small):
    small["heights_agl_m"] = [310.0]  # not asked before: an answer that is remembered has no steps
    reply = server.post("/api/coverage", small, headers={"Prefer": "respond-async"})
    assert reply.status == 202
    place = reply.headers["location"]
    assert place == f"/api/jobs/{reply.json['id']}"
    assert wait_until(lambda: server.get(place).json["state"] == "done")
    told = server.get(place).json
    assert (told["what"], told["done"], told["of"]) == ("heights", 1, 1)
    assert server.get(told["answer"]).body == server.post("/api/coverage", small).body
    assert server.ask("DELETE", place).status == 200
    assert server.get(place).status == 404


def test_a_kept_job_can_be_cancelled(server, large):
    place = server.post("/api/coverage", large, headers={"Prefer": "respond-async"}).headers["location"]
    assert wait_until(lambda: server.get(place).json["state"] == "running")
    early = server.get(f"{place}/answer")
    assert (early.status, early.json["where"]) == (409, "job")
    assert server.ask("DELETE", place).json["state"] == "cancelled"
    assert server.get(f"{place}/answer").status == 409
    assert server.ask("DELETE", place).status == 200


def test_ctrl_c_ends_jobs_in_flight_and_their_processes_in_two_lines(own_server, large):
    server = own_server()
    body = json.dumps(large).encode()
    with raw(server.port, head(len(body)) + body) as client:
        assert wait_until(lambda: states(server) == ["running"])
        listed = ["ps", "-o", "pid=", "--ppid", str(server.process.pid)]
        workers = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split()
        assert len(workers) >= 2
        start_s = time.monotonic()
        code, _, err = server.end()
        assert client.recv(65536).startswith(b"HTTP/1.1 503 ")
    assert time.monotonic() - start_s < 10
    assert code == 130
    assert err.splitlines()[-2:] == ["1 job was ended", "interrupted"]
    assert "Traceback" not in err
    assert subprocess.run(["ps", "-p", ",".join(workers)], capture_output=True, check=False).returncode == 1


def test_workers_do_not_outlive_a_server_that_is_killed(own_server):
    server = own_server()
    listed = ["ps", "-o", "pid=", "--ppid", str(server.process.pid)]
    workers = subprocess.run(listed, capture_output=True, text=True, check=True).stdout.split()
    server.process.kill()
    there = ["ps", "-p", ",".join(workers)]
    assert wait_until(lambda: subprocess.run(there, capture_output=True, check=False).returncode == 1)


def test_a_taken_port_and_an_open_door_are_refused_in_one_line(server):
    def serve(*words):
        command = [sys.executable, "-m", "skykeep", "serve", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        return done.returncode, done.stderr.strip()

    code, said = serve("--port", str(server.port))
    assert code == 2
    assert f"127.0.0.1 port {server.port}: Address already in use; give another --port" in said
    code, said = serve("--host", "0.0.0.0")
    assert code == 2
    assert "host '0.0.0.0': other machines may reach it; give --expose and --token" in said
    code, said = serve("--host", "0.0.0.0", "--expose")
    assert (code, "give --token too" in said) == (2, True)
    code, said = serve("--token", "short")
    assert (code, "token: must be 16 letters or more" in said) == (2, True)
