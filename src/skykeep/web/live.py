"""``/api/live``: questions by websocket, with progress in numbers and parts of answers as they come."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any, Self

from pydantic import Field, JsonValue, ValidationError, model_validator
from starlette.websockets import WebSocket, WebSocketDisconnect

from .body import question_of_json
from .desk import Desk
from .job import Job
from .limits import JOBS_OF_A_SOCKET, SOCKETS
from .mechanism import Question
from .mechanisms.table import MECHANISMS
from .refusal import Refused, refused, refused_by_model

__all__ = ["Live", "LiveMessage"]

TRY_LATER, NOT_TEXT = 1013, 1003
"""Codes with which a websocket is closed (RFC 6455, and the registry that it began)."""
TAG_MAX = 64


class LiveMessage(Question):
    """What a client says: it asks, or follows or cancels a job."""

    ask: str | None = Field(None, max_length=TAG_MAX)
    """Name of a mechanism, as `coverage`."""
    question: dict[str, JsonValue] = Field(default_factory=dict)
    """What is asked of it."""
    tag: str = Field("", max_length=TAG_MAX)
    """Comes back with every event of this question."""
    keep: bool = False
    """Whether the job goes on when this websocket is closed."""
    follow: str | None = Field(None, max_length=TAG_MAX)
    """Id of a job whose events are wanted."""
    cancel: str | None = Field(None, max_length=TAG_MAX)
    """Id of a job that shall end."""

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if [self.ask, self.follow, self.cancel].count(None) != 2:
            raise ValueError("must give one of ask, follow and cancel")
        return self


class Live:
    """All websockets of a server; ``talk`` is the endpoint of each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open = 0

    async def talk(self, socket: WebSocket) -> None:
        """Talk with one client until it leaves."""
        if self._open >= SOCKETS:
            await socket.close(TRY_LATER)
            return
        self._open += 1
        talk = _Talk(socket, self._desk)
        try:
            await socket.accept()
            await talk.listen()
        except (WebSocketDisconnect, OSError):
            pass
        finally:
            self._open -= 1
            await talk.end()


class _Talk:
    """What is said with one client."""

    def __init__(self, socket: WebSocket, desk: Desk) -> None:
        self._socket = socket
        self._desk = desk
        self._own: dict[str, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()

    async def listen(self) -> None:
        """Take messages until the client leaves."""
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            if message.get("text") is None:
                await self._socket.close(NOT_TEXT)
                return
            tag = ""
            try:
                said = LiveMessage.model_validate_json(message["text"])
                tag = said.tag
                self._heed(said)
            except ValidationError as error:
                await self._refuse(tag, refused_by_model(error))
            except Refused as error:
                await self._refuse(tag, error)

    async def end(self) -> None:
        """Follow nothing any more; jobs of this client end unless it asked to keep them."""
        for task in self._tasks:
            task.cancel()
        for job in self._own.values():
            self._desk.leave(job)
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _heed(self, said: LiveMessage) -> None:
        """Do what a client says.

        Raises
        ------
        Refused
            If that cannot be.
        """
        if said.cancel is not None:
            self._desk.cancel(self._desk.job(said.cancel))
            return
        if len(self._tasks) >= JOBS_OF_A_SOCKET:
            raise refused(
                429,
                f"{JOBS_OF_A_SOCKET} jobs of this websocket are under way",
                "ask",
                do="wait for one of them, or cancel it",
            )
        job = self._desk.job(said.follow) if said.follow is not None else self._asked(said)
        task = asyncio.create_task(self._follow(job, said.tag))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _asked(self, said: LiveMessage) -> Job:
        """Return the job of a question."""
        row = MECHANISMS.get(said.ask or "")
        if row is None:
            raise refused(
                404, f"there is no {said.ask!r}", "ask", allowed=", ".join(MECHANISMS), do="ask one of these"
            )
        question = question_of_json(row.question, json.dumps(said.question).encode())
        job = self._desk.submit(row, question, keep=said.keep)
        self._own[job.id] = job
        return job

    async def _follow(self, job: Job, tag: str) -> None:
        """Tell of a job until it is over; who reads slowly misses steps of progress, and no part."""
        told, said = 0, b""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError):
            while True:
                version = job.version
                for part in job.parts[told:]:
                    await self._say("part", tag, job, part=part)
                    told += 1
                if job.is_over:
                    break
                if said != (said := _told(job)):
                    await self._say("progress", tag, job, told=said)
                await job.after(version)
            await self._say_end(job, tag)
        if self._own.pop(job.id, None) is not None:
            self._desk.leave(job)

    async def _say_end(self, job: Job, tag: str) -> None:
        """Tell how a job ended."""
        if job.answer is not None:
            await self._say("answer", tag, job, answer=job.answer)
        elif job.refused is not None:
            refusal = job.refused.refusal.model_dump_json().encode()
            await self._say("refusal", tag, job, status=str(job.refused.status).encode(), refusal=refusal)
        else:
            await self._say("cancelled", tag, job)

    async def _refuse(self, tag: str, error: Refused) -> None:
        """Tell why nothing was done."""
        refusal = error.refusal.model_dump_json().encode()
        await self._say("refusal", tag, None, status=str(error.status).encode(), refusal=refusal)

    async def _say(self, event: str, tag: str, job: Job | None, **more: bytes) -> None:
        """Send one event; what is large is JSON already."""
        head: dict[str, Any] = {"event": event, "tag": tag, "job": None if job is None else job.id}
        text = json.dumps(head, ensure_ascii=False)[:-1].encode()
        text += b"".join(b', "' + name.encode() + b'": ' + value for name, value in more.items()) + b"}"
        async with self._turn:  # who reads nothing at all is cut off, see WatchedConnection
            await self._socket.send_text(text.decode())


def _told(job: Job) -> bytes:
    """Return how far a job is."""
    return job.told().model_dump_json().encode()
