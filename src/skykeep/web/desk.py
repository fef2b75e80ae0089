"""The desk: takes questions, gives them to workers lane by lane, and keeps answers for those who asked."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Mapping
from typing import Any, get_args

from .job import Job
from .limits import JOBS_KEPT, KEPT_BYTES, KEPT_S, WAITING
from .mechanism import Lane, Mechanism
from .refusal import Refused, refused
from .remembered import Remembered
from .workers import LOST, WorkerProcess

__all__ = ["Desk"]


class Desk:
    """All jobs of a server; ``workers`` says how many processes each lane has, ``jobs`` their threads."""

    def __init__(self, workers: Mapping[Lane, int], *, jobs: int) -> None:
        self._lanes: dict[Lane, asyncio.Queue[Job]] = {lane: asyncio.Queue() for lane in get_args(Lane)}
        self._workers = [(lane, WorkerProcess(jobs)) for lane, count in workers.items() for _ in range(count)]
        self._jobs: dict[str, Job] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._remembered = Remembered()
        self._closed = False

    def open(self) -> None:
        """Start the workers; they are ready a moment later."""
        self._tasks = [asyncio.create_task(self._serve(lane, worker)) for lane, worker in self._workers]

    async def close(self) -> int:
        """End every job and every process, and return how many jobs had not ended by themselves."""
        self._closed = True
        left = [job for job in self._jobs.values() if not job.is_over]
        for job in left:
            job.end("refused", refused=_closing())
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for _, worker in self._workers))
        return len(left)

    def submit(self, row: Mechanism, question: dict[str, Any], *, keep: bool) -> Job:
        """Return the job of a question, which waits for a worker.

        Raises
        ------
        Refused
            If too many wait already, or the server stops.
        """
        if self._closed:
            raise _closing()
        self._forget()
        job = Job(row, question, keep=keep)
        answer = self._remembered.find(row, question)
        if answer is not None:
            job.end("done", answer=answer)
            self._jobs[job.id] = job
            return job
        if self._count_waiting(row.lane) >= WAITING:
            raise refused(
                503,
                f"{WAITING} questions wait already",
                "server",
                do="ask again in a few seconds",
                headers={"Retry-After": "5"},
            )
        self._jobs[job.id] = job
        self._lanes[row.lane].put_nowait(job)
        return job

    def job(self, job_id: str) -> Job:
        """Return the job of an id.

        Raises
        ------
        Refused
            If there is none, or none any more.
        """
        self._forget()
        found = self._jobs.get(job_id)
        if found is None:
            raise refused(
                404,
                "there is no such job, or none any more",
                "job",
                allowed="the id of a job that waits or runs, or was asked to be kept",
                do="GET /api/jobs lists them",
            )
        return found

    def jobs(self) -> list[Job]:
        """Return every job that waits, runs or is kept."""
        self._forget()
        return list(self._jobs.values())

    def leave(self, job: Job) -> None:
        """Say that whoever asked is gone or has the answer: without ``keep`` the job ends, too."""
        if not job.keep:
            job.cancel()
            self._jobs.pop(job.id, None)

    def cancel(self, job: Job) -> None:
        """End a job, at once if it waits; one that is over is forgotten."""
        if job.is_over:
            self._jobs.pop(job.id, None)
        job.cancel()

    async def _serve(self, lane: Lane, worker: WorkerProcess) -> None:
        with contextlib.suppress(*LOST):  # the first job tries again, and is told if that fails, too
            await worker.start()
        while True:
            job = await self._lanes[lane].get()
            if not job.is_over:
                await worker.play(job)
            if job.answer is not None and lane == "quick":
                self._remembered.keep(job.row, job.question, job.answer)

    def _count_waiting(self, lane: Lane) -> int:
        """Return how many jobs of a lane wait; those that are over wait no longer, and leave the queue."""
        queue = self._lanes[lane]
        for job in [queue.get_nowait() for _ in range(queue.qsize())]:
            if not job.is_over:
                queue.put_nowait(job)
        return queue.qsize()

    def _forget(self) -> None:
        """Forget the oldest answers that are kept too long, are too many, or too large together."""
        over = [job for job in self._jobs.values() if job.is_over]
        over.sort(key=lambda job: job.ended_s or 0.0, reverse=True)
        room, now_s = KEPT_BYTES, time.monotonic()
        for number, job in enumerate(over):
            room -= len(job.answer or b"") + sum(map(len, job.parts))
            if number >= JOBS_KEPT or room < 0 or now_s - (job.ended_s or now_s) > KEPT_S:
                del self._jobs[job.id]


def _closing() -> Refused:
    """Return the refusal of a server that stops."""
    return refused(503, "the server is being stopped", "server", do="start it again: skykeep serve")
