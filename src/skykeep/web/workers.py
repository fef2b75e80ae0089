"""A worker as the server sees it: a process that is asked, listened to, stopped and, if need be, ended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from asyncio.subprocess import PIPE, Process

from .frames import ANSWER, ASK, HEAD, PART, PROGRESS, READY, REFUSED, STOP, STOPPED, frame
from .job import Job
from .limits import STOP_S, WHOLE_S
from .refusal import Refusal, Refused, refused

__all__ = ["LOST", "WorkerProcess"]

LOST = (asyncio.IncompleteReadError, OSError)
"""What is raised where a process does not start, or is gone."""

_ENDS = (ANSWER, REFUSED, STOPPED)


class WorkerProcess:
    """One process that computes one job at a time; it is started when it is first needed."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._process: Process | None = None

    async def start(self) -> None:
        """Start the process, unless it runs; raise one of :data:`LOST` where it does not start."""
        if self._process is not None and self._process.returncode is None:
            return
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "skykeep.web.worker", stdin=PIPE, stdout=PIPE, start_new_session=True
        )
        try:
            kind, _ = await self._read()
        except LOST:
            await self.end()
            raise
        assert kind == READY

    async def play(self, job: Job) -> None:
        """Compute a job to its end, which the job then tells: done, refused or cancelled.

        A job that is not wanted any more, or takes too long, is asked to stop; the process of one that does
        not is ended, and the next job gets another, as after a process that is lost.
        """
        try:
            await self.start()
            if job.is_over:  # cancelled while the process was started
                return
            job.begin()
            await self._ask(job)
            limit_s = WHOLE_S[job.row.lane]
            reading = asyncio.ensure_future(self._listen(job))
            leaving = asyncio.ensure_future(job.unwanted.wait())
            try:
                await asyncio.wait({reading, leaving}, timeout=limit_s, return_when=asyncio.FIRST_COMPLETED)
                if not reading.done():
                    await self._stop(reading)
                    job.end("cancelled") if job.unwanted.is_set() else job.end(
                        "refused", refused=_too_long(limit_s)
                    )
                else:
                    reading.result()
            finally:
                leaving.cancel()
                reading.cancel()
        except LOST:
            job.end("refused", refused=_lost())
            await self.end()
        finally:
            job.end("cancelled")

    async def end(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _ask(self, job: Job) -> None:
        asked = {"mechanism": job.row.name, "question": job.question, "jobs": self._jobs}
        await self._send(ASK, json.dumps(asked).encode())

    async def _listen(self, job: Job) -> None:
        """Take what the worker says until it has no more to say; who asked it to stop says why."""
        while True:
            kind, body = await self._read()
            if kind == PROGRESS:
                job.progress(**json.loads(body))
            elif kind == PART:
                job.part(body)
            elif kind == ANSWER:
                job.end("done", answer=body)
            elif kind == REFUSED:
                said = json.loads(body)
                job.end("refused", refused=Refused(said["status"], Refusal(**said["refusal"])))
            if kind in _ENDS:
                return

    async def _stop(self, reading: asyncio.Future[None]) -> None:
        """Ask for the end of what is computed; end the process where it does not come."""
        await self._send(STOP)
        done, _ = await asyncio.wait({reading}, timeout=STOP_S)
        if not done:
            await self.end()
            with contextlib.suppress(*LOST):
                await reading

    async def _send(self, kind: bytes, body: bytes = b"") -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(frame(kind, body))
        await self._process.stdin.drain()

    async def _read(self) -> tuple[bytes, bytes]:
        assert self._process is not None
        assert self._process.stdout is not None
        kind, size = HEAD.unpack(await self._process.stdout.readexactly(HEAD.size))
        return kind, await self._process.stdout.readexactly(size)


def _too_long(limit_s: float) -> Refused:
    """Return the refusal of a job that took too long."""
    return refused(
        504,
        f"the answer took longer than {limit_s:g} s and was given up",
        "question",
        allowed=f"what is computed within {limit_s:g} s",
        do="ask for fewer heights, worlds or raids, or ask the command line, which has no limit",
    )


def _lost() -> Refused:
    """Return the refusal of a job whose process is gone."""
    return refused(
        500,
        "the process that computed this is gone: the system may have ended it for lack of memory",
        "server",
        do="ask again, for fewer heights, worlds or raids",
    )
