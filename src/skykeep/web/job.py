"""One question on its way to an answer, as those see it who wait for it."""

from __future__ import annotations

import asyncio
import secrets
import time
from typing import Any, Literal

from pydantic import Field

from .mechanism import Answer, Mechanism
from .refusal import Refusal, Refused

__all__ = ["Job", "JobTold", "Jobs", "State"]

State = Literal["waiting", "running", "done", "refused", "cancelled"]


class JobTold(Answer):
    """How far a job is."""

    id: str
    mechanism: str
    state: State
    what: str
    """What is done now, as `heights`; empty before anything is."""
    done: int = Field(ge=0)
    """Steps that are done."""
    of: int = Field(ge=0)
    """Of how many; 0 while that is not known."""
    kept: bool
    """Whether it goes on, and its answer stays, when its client leaves."""
    answer: str | None
    """Where the answer is, once there is one."""
    refusal: Refusal | None
    """Why there is none."""


class Jobs(Answer):
    """All jobs that the server knows."""

    jobs: list[JobTold]


class Job:
    """A question with its state; ``version`` grows with every change, and ``after`` waits for the next."""

    def __init__(self, row: Mechanism, question: dict[str, Any], *, keep: bool) -> None:
        self.id = secrets.token_urlsafe(12)
        self.row = row
        self.question = question
        self.keep = keep
        self.state: State = "waiting"
        self.what, self.done, self.of = "", 0, 0
        self.parts: list[bytes] = []
        self.answer: bytes | None = None
        self.refused: Refused | None = None
        self.ended_s: float | None = None
        self.version = 0
        self.unwanted = asyncio.Event()
        self._changed = asyncio.Event()

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.ended_s is not None

    def told(self) -> JobTold:
        """Return what clients are told."""
        return JobTold(
            id=self.id,
            mechanism=self.row.name,
            state=self.state,
            what=self.what,
            done=self.done,
            of=self.of,
            kept=self.keep,
            answer=f"/api/jobs/{self.id}/answer" if self.state == "done" else None,
            refusal=None if self.refused is None else self.refused.refusal,
        )

    def begin(self) -> None:
        """Say that a worker computes it."""
        self.state = "running"
        self._tell()

    def progress(self, what: str, done: int, of: int) -> None:
        """Say how far it is."""
        self.what, self.done, self.of = what, done, of
        self._tell()

    def part(self, values: bytes) -> None:
        """Add a part of the answer that is there before the rest."""
        self.parts.append(values)
        self._tell()

    def end(self, state: State, *, answer: bytes | None = None, refused: Refused | None = None) -> None:
        """Say how it ended; the first end holds."""
        if self.is_over:
            return
        self.state, self.answer, self.refused = state, answer, refused
        self.ended_s = time.monotonic()
        self._tell()

    def cancel(self) -> None:
        """End it if it waits, ask its worker to stop if it runs; nothing happens where it is over."""
        self.unwanted.set()
        if self.state == "waiting":
            self.end("cancelled")

    async def after(self, version: int) -> None:
        """Wait for a change after the one of that number."""
        while self.version == version:
            await self._changed.wait()

    async def over(self) -> None:
        """Wait for the end."""
        while not self.is_over:
            await self.after(self.version)

    def _tell(self) -> None:
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()
