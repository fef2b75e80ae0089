"""A real server in a process of its own, and a client without manners of its own."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field

import pytest

SMALL = {"system": "pantsir-s1", "site": "Baghdad", "heights_agl_m": [300.0]}
"""A question about coverage that is answered within a second."""
LARGE = {"system": "s-400", "site": "Baghdad", "heights_agl_m": [float(10 * n) for n in range(1, 25)]}
"""One that takes much longer than a test waits."""


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class Running:
    process: subprocess.Popen
    port: int
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method, path, body=None, *, headers=None, timeout_s=120.0):
        """Return the reply to one request; ``body`` is bytes, or plain data that goes as JSON."""
        sent = {**self.headers, **(headers or {})}
        if body is not None and not isinstance(body, bytes):
            body, sent = json.dumps(body).encode(), {"Content-Type": "application/json", **sent}
        with contextlib.closing(
            http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout_s)
        ) as http_:
            http_.request(method, path, body, sent)
            found = http_.getresponse()
            return Reply(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read())

    def post(self, path, value, **more):
        return self.ask("POST", path, value, **more)

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def end(self):
        """Stop it as Ctrl-C does, and return its exit code and what it said."""
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err


@contextlib.contextmanager
def started(*words, **environment):
    """Give a running server; it is ended with the block."""
    pytest.importorskip("uvicorn")
    process = subprocess.Popen(
        [sys.executable, "-m", "skykeep", "serve", "--port", "0", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1", **environment},
    )
    try:
        first = process.stdout.readline()
        if not first:
            pytest.fail(process.communicate(timeout=30)[1])
        yield Running(process, int(first.rstrip("/\n").rpartition(":")[2]))
    finally:
        if process.poll() is None:
            process.terminate()
        with contextlib.suppress(ValueError):  # its output was read to the end
            process.communicate(timeout=30)


@pytest.fixture(scope="session")
def server():
    """Give a server that all tests share: they leave it as they find it."""
    with started() as running:
        yield running


@pytest.fixture
def own_server():
    """Give what starts a server for one test alone."""
    with contextlib.ExitStack() as servers:
        yield lambda *words, **environment: servers.enter_context(started(*words, **environment))


@pytest.fixture
def small():
    return dict(SMALL)


@pytest.fixture
def large():
    return dict(LARGE)
