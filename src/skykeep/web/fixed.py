"""The endpoints that no mechanism brings: jobs, the description of the API, and pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from .desk import Desk
from .endpoints import Endpoint, answer_of_job, cancel_job, job_state, list_jobs
from .job import Jobs, JobTold

__all__ = ["FIXED", "FixedEndpoint"]


@dataclass(frozen=True, kw_only=True)
class FixedEndpoint:
    """One row: ``make`` gives what answers, ``answer`` its model, None where that depends on the job."""

    method: Literal["GET", "DELETE"]
    path: str
    says: str
    answer: Any
    make: Callable[[Desk], Endpoint]
    refusals: tuple[int, ...] = ()
    """Statuses of refusals of its own."""


FIXED = (
    FixedEndpoint(
        method="GET",
        path="/api/jobs",
        says="Every job that waits, runs or is kept.",
        answer=Jobs,
        make=list_jobs,
    ),
    FixedEndpoint(
        method="GET",
        path="/api/jobs/{job}",
        says="How far a job is.",
        answer=JobTold,
        make=job_state,
        refusals=(404,),
    ),
    FixedEndpoint(
        method="DELETE",
        path="/api/jobs/{job}",
        says="End a job, or forget one that is over.",
        answer=JobTold,
        make=cancel_job,
        refusals=(404,),
    ),
    FixedEndpoint(
        method="GET",
        path="/api/jobs/{job}/answer",
        says="The answer of a job that is done.",
        answer=None,
        make=answer_of_job,
        refusals=(404, 409, 422, 504, 507),
    ),
)
