"""The endpoints: a question by POST for each mechanism, and the jobs that come of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from .body import read_question
from .by_address import question_of_query
from .desk import Desk
from .job import Job, Jobs
from .json_answers import json_answer, model_answer
from .mechanism import Mechanism
from .refusal import refused

__all__ = ["Endpoint", "answer_of_job", "ask", "cancel_job", "job_state", "list_jobs"]

Endpoint = Callable[[Request], Awaitable[Response]]
ASYNC = "respond-async"
"""The preference (RFC 7240) of a client that does not wait for the answer."""


def ask(row: Mechanism, desk: Desk) -> Endpoint:
    """Return the endpoint of a mechanism."""

    async def asked(request: Request) -> Response:
        if request.method == "POST":
            question = await read_question(request, row.question)
        else:
            question = question_of_query(row, request.query_params)
        keep = ASYNC in request.headers.get("prefer", "")
        job = desk.submit(row, question, keep=keep)
        if keep:
            where = {"Location": f"/api/jobs/{job.id}", "Preference-Applied": ASYNC}
            return model_answer(job.told(), 202, where)
        try:
            await _while_there(request, job)
        finally:
            desk.leave(job)
        return _answer(job)

    return asked


def list_jobs(desk: Desk) -> Endpoint:
    """Return the endpoint that lists the jobs."""

    async def listed(_request: Request) -> Response:
        return model_answer(Jobs(jobs=[job.told() for job in desk.jobs()]))

    return listed


def job_state(desk: Desk) -> Endpoint:
    """Return the endpoint that tells how far a job is."""

    async def told(request: Request) -> Response:
        return model_answer(desk.job(request.path_params["job"]).told())

    return told


def answer_of_job(desk: Desk) -> Endpoint:
    """Return the endpoint that gives the answer of a job that is over."""

    async def answered(request: Request) -> Response:
        return _answer(desk.job(request.path_params["job"]))

    return answered


def cancel_job(desk: Desk) -> Endpoint:
    """Return the endpoint that ends a job, or forgets one that is over."""

    async def cancelled(request: Request) -> Response:
        job = desk.job(request.path_params["job"])
        desk.cancel(job)
        await job.over()
        return model_answer(job.told())

    return cancelled


async def _while_there(request: Request, job: Job) -> None:
    """Wait for the end of a job as long as its client is there."""
    over = asyncio.ensure_future(job.over())
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({over, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        over.cancel()
        gone.cancel()


async def _disconnected(request: Request) -> None:
    """Wait until the client is gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _answer(job: Job) -> Response:
    """Return the answer of a job, or raise what stands in its place."""
    if job.answer is not None:
        return json_answer(job.answer)
    if job.refused is not None:
        raise job.refused
    if job.state == "cancelled":
        raise refused(409, "the job was cancelled", "job", do="ask again")
    raise refused(
        409,
        f"the job is {job.state}: there is no answer yet",
        "job",
        allowed="a job that is done",
        do=f"GET /api/jobs/{job.id} tells how far it is",
    )
