"""How many questions about coverage a server answers in a second, against as many calls of the command."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

CLIENTS = 8
COMMANDS, NEW, AGAIN = 4, 40, 2_000
NEW_GOAL, AGAIN_GOAL = 4.0, 100.0
"""Times as many as by the command line: of questions that are all new, and of one that is asked again."""
SYSTEM, HEIGHT_M = "pantsir-s1", 300


@contextmanager
def served():
    """Give the port of a server."""
    command = [sys.executable, "-m", "skykeep", "serve", "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = "".join(iter(lambda: process.stdout.readline(), "}\n")) + "}"
        try:
            yield json.loads(told)["port"]
        finally:
            process.terminate()


def question(number):
    """Return a question: another place for each number."""
    return {"system": SYSTEM, "site": f"{33 + number / 1000:.3f},44.4", "heights_agl_m": [HEIGHT_M]}


def ask_all(port, numbers):
    """Return the answers to some questions, asked one after the other on one connection."""
    found = []
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=300)) as connection:
        for number in numbers:
            body = json.dumps(question(number))
            connection.request("POST", "/api/coverage", body, {"Content-Type": "application/json"})
            reply = connection.getresponse()
            found.append(reply.read())
            assert reply.status == 200
    return found


def per_second(port, numbers):
    """Return how many of some questions a server answers in a second, asked by several clients at once."""
    began_s = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        shares = [numbers[first::CLIENTS] for first in range(CLIENTS)]
        answers = sum(map(len, clients.map(lambda share: ask_all(port, share), shares)))
    return answers / (time.perf_counter() - began_s)


def command_once():
    """Ask the command line."""
    given = question(0)
    command = [sys.executable, "-m", "skykeep", "coverage", "--system", SYSTEM, "--site", given["site"]]
    subprocess.run([*command, "--heights", str(HEIGHT_M), "--json"], stdout=subprocess.DEVNULL, check=True)


@pytest.mark.benchmark(group="served coverage")
def test_a_server_answers_many_times_what_the_command_line_does(benchmark):
    command_once()
    benchmark.pedantic(command_once, rounds=COMMANDS)
    by_command = 1.0 / benchmark.stats.stats.min
    with served() as port:
        ask_all(port, [-1])
        new = per_second(port, list(range(NEW)))
        again = per_second(port, [0] * AGAIN)
    print(
        f"\ncoverage in a second: command line {by_command:.2f}; served, all new {new:.1f} "
        f"({new / by_command:.0f} times); one asked again {again:.0f} ({again / by_command:.0f} times)"
    )
    assert new / by_command > NEW_GOAL
    assert again / by_command > AGAIN_GOAL
