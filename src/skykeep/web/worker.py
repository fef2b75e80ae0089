"""The process of a worker: computes one question after the other, tells how far it is, stops when told."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
import traceback
from collections.abc import Mapping
from queue import Empty, SimpleQueue
from typing import Any, BinaryIO

from pydantic import ValidationError

from skykeep.api.plain_json import compact_json
from skykeep.errors import SkykeepError

from .frames import ANSWER, ASK, PART, PROGRESS, READY, REFUSED, STOP, STOPPED, frame, read_frame
from .in_language import asked_language, told_refusal
from .kept_runs import KeptRuns
from .mechanisms.table import MECHANISMS
from .refusal import Refused, fault, refused, refused_by_model, refused_by_skykeep

__all__ = ["main"]

BETWEEN_S = 0.1
"""Progress is told at most this often, s."""
FORGET_EVERY_S = 60.0
"""How often a worker without a question looks for runs that are kept too long, s."""


class StopAskedError(Exception):
    """Whoever asked wants no answer any more."""


class Pipe:
    """Where the server reads; threads take turns."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._turn = threading.Lock()

    def send(self, kind: bytes, body: bytes = b"") -> None:
        """Write one message."""
        with self._turn:
            self._out.write(frame(kind, body))
            self._out.flush()


class PipeReport:
    """Tells the server how far a job is, and raises in it once it shall stop."""

    def __init__(self, pipe: Pipe, stop: threading.Event, jobs: int, runs: KeptRuns) -> None:
        self.jobs = jobs
        self.runs = runs
        self._pipe = pipe
        self._stop = stop
        self._turn = threading.Lock()
        self._what, self._done, self._of, self._told_s = "", 0, 0, 0.0

    def begin(self, what: str, of: int) -> None:
        """Say what is done now, and of how many steps that is."""
        with self._turn:
            self._what, self._done, self._of = what, 0, of
            self._tell()

    def step(self, steps: int = 1) -> None:
        """Say that some steps are done."""
        with self._turn:
            self._done += steps
            if self._done >= self._of or time.monotonic() - self._told_s >= BETWEEN_S:
                self._tell()
        self._check()

    def part(self, values: Mapping[str, Any]) -> None:
        """Tell a part of the answer before the rest."""
        self._pipe.send(PART, compact_json(values))
        self._check()

    def _tell(self) -> None:
        self._told_s = time.monotonic()
        self._pipe.send(PROGRESS, compact_json({"what": self._what, "done": self._done, "of": self._of}))

    def _check(self) -> None:
        if self._stop.is_set():
            raise StopAskedError


def main() -> None:
    """Answer questions from standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's: it closes the pipe
    source, pipe = os.fdopen(os.dup(0), "rb"), Pipe(os.fdopen(os.dup(1), "wb"))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # who looks at standard input would wait for a message
    os.dup2(2, 1)  # what libraries print by themselves is no message
    questions: SimpleQueue[tuple[bytes, threading.Event]] = SimpleQueue()
    threading.Thread(target=_listen, args=(source, questions), daemon=True).start()
    runs = KeptRuns()
    pipe.send(READY)
    while True:
        try:
            body, stop = questions.get(timeout=FORGET_EVERY_S)
        except Empty:
            runs.forget()
            continue
        asked = json.loads(body)
        pipe.send(*_answered(asked, PipeReport(pipe, stop, asked["jobs"], runs)))


def _listen(source: BinaryIO, questions: SimpleQueue[tuple[bytes, threading.Event]]) -> None:
    """Take what the server says, also while something is computed; end the process where it is gone."""
    stop = threading.Event()
    while (message := read_frame(source)) is not None:
        kind, body = message
        if kind == ASK:
            stop = threading.Event()
            questions.put((body, stop))
        elif kind == STOP:
            stop.set()
    os._exit(0)


def _answered(asked: Mapping[str, Any], report: PipeReport) -> tuple[bytes, bytes]:
    """Return what is said at the end of a job."""
    try:
        return ANSWER, _computed(asked, report)
    except StopAskedError:
        return STOPPED, b""
    except SkykeepError as error:
        found = refused_by_skykeep(error)
    except ValidationError as error:
        found = refused_by_model(error)
    except Refused as error:
        found = error
    except MemoryError:
        found = refused(507, "not enough memory", "question", do="ask for fewer worlds, raids or heights")
    except Exception as error:  # told to the client, and here with its traceback
        traceback.print_exc()
        found = fault(error)
    refusal = told_refusal(found.refusal, asked_language(asked["question"]))
    return REFUSED, compact_json({"status": found.status, "refusal": refusal.model_dump()})


def _computed(asked: Mapping[str, Any], report: PipeReport) -> bytes:
    """Return the answer to a question as JSON."""
    row = MECHANISMS[asked["mechanism"]]
    question = row.question.model_validate_json(json.dumps(asked["question"]))
    return compact_json(row.compute(question, report))


if __name__ == "__main__":
    main()
