"""Schemathesis against the description of the API: nothing that it allows breaks, nothing else is let in."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import HealthCheck, Phase, given, settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    schemathesis = pytest.importorskip("schemathesis")
description = pytest.importorskip("skykeep.web.openapi").api_description()

from schemathesis.checks import CHECKS, load_all_checks  # noqa: E402

load_all_checks()
SCHEMA = schemathesis.openapi.from_dict(description)
OPERATIONS = {
    f"{each.ok().method.upper()} {each.ok().path}": each.ok() for each in SCHEMA.get_all_operations()
}
NOT_ASKED = {
    "positive_data_acceptance",  # a question may be well formed and name a system that there is not: 422
    "missing_required_header",  # no header is required
    "ignored_auth",  # the server of this test has no token
    "object_level_authorization",
    "use_after_free",  # of sequences of requests, which stand in other tests
    "ensure_resource_availability",
}
ASKED = [CHECKS.get_one(name) for name in CHECKS.get_all_names() if name not in NOT_ASKED]
KEPT = {"Prefer": "respond-async"}
"""A well-formed comparison or raid may be as large as a server allows: it is begun, and ended at once."""
LONG = ("/api/run", "/api/sweep", "/api/compare", "/api/replay")
EXAMPLES = 25


TOO_LARGE = "413"
SCHEMA.config.checks.negative_data_rejection.expected_statuses.append(TOO_LARGE)
ASKABLE = [
    (name, mode)
    for name in OPERATIONS
    for mode in ("positive", "negative")
    if mode == "positive" or "/api/jobs" not in name  # any text may be the id of a job
]


@pytest.mark.parametrize(("name", "mode"), ASKABLE)
def test_nothing_breaks_and_nothing_else_is_let_in(server, name, mode):
    operation = OPERATIONS[name]
    strategy = operation.as_strategy(generation_mode=getattr(schemathesis.GenerationMode, mode.upper()))
    statuses = set()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def holds(case):
        headers = KEPT if operation.path in LONG else {}
        reply = case.call(base_url=f"http://127.0.0.1:{server.port}", headers=headers, timeout=120)
        statuses.add(reply.status_code)
        case.validate_response(reply, checks=ASKED)
        if reply.status_code == 202:
            server.ask("DELETE", reply.headers["location"][0])

    holds()
    if mode == "negative":
        assert not statuses & {200, 202}
