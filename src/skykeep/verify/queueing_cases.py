"""Handler of channel saturation, by closed forms."""

from __future__ import annotations

import math
import re

from skykeep.core.command import queueing

from .casefile import Case
from .handler import Handler, checks, numbers
from .judge import Check, Expected

__all__ = ["HANDLERS", "offered_load"]

_RELATIVE = Expected(("rel",), 1e-10, relative=True)
_WAIT_OVER = re.compile(r"prob_wait_over_(\d+(?:\.\d+)?)s")


def offered_load(case: Case) -> float:
    """Return the offered load of a case in erlangs: stated, or arrival rate times mean service time."""
    if case.values.get("offered_load_erlang") is not None:
        return numbers(case, "offered_load_erlang")[0]
    rate, service = numbers(case, "arrival_rate_per_s", "mean_service_s")
    return rate * service


def _saturation(case: Case) -> list[Check]:
    servers, load = int(numbers(case, "servers")[0]), offered_load(case)
    service = (
        numbers(case, "mean_service_s")[0] if case.values.get("mean_service_s") is not None else math.nan
    )
    computed = {
        "erlang_B_loss": queueing.erlang_b(servers, load),
        "carried_erlang": queueing.carried_load(servers, load),
        "erlang_C_wait_prob": queueing.erlang_c(servers, load),
    }
    if service > 0.0:
        waiting = queueing.delay(servers, load, service)
        computed |= {"mean_wait_s": waiting.mean_wait_s, "mean_queue": waiting.mean_queue}
        computed["offered_load_erlang"] = (
            float(case.values.get("arrival_rate_per_s") or load / service) * service
        )
        for field in case.values:
            if match := _WAIT_OVER.fullmatch(field):
                limit = float(match.group(1))
                computed[field] = queueing.p_wait_over(servers, load, service, wait_s=limit)
    if case.values.get("K") is not None:
        finite = queueing.finite_queue(servers, load, int(numbers(case, "K")[0]))
        computed |= {"mmck_loss": finite.p_loss, "mmck_mean_in_system": finite.mean_in_system}
    return checks(case, computed, _RELATIVE)


def _has_load(case: Case) -> bool:
    return "offered_load_erlang" in case.values or {"arrival_rate_per_s", "mean_service_s"} <= set(
        case.values
    )


HANDLERS = (Handler("channel_saturation", "queueing", ("servers",), _saturation, also=_has_load),)
