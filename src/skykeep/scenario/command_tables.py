"""The tables of a scenario file about links and how posts assign: every key, its range and meaning."""

from __future__ import annotations

from pydantic.dataclasses import dataclass

from .table_fields import EDGE, id_text, number

__all__ = ["DOCTRINE_POLICY_MEANS", "POLICY_MEANS", "CommandTable", "LinkTable"]


@dataclass(frozen=True, kw_only=True, config=EDGE)
class LinkTable:
    """The link to the command post above; what is left out is as the catalogue says for the formation."""

    latency_s: float | None = number(0.0, 3600.0, "time that a report takes", default=None)
    loss_p: float | None = number(0.0, 1.0, "probability that a report is lost; 1 cuts it", default=None)
    report_s: float | None = number(
        0.0, 3600.0, "time for which a report occupies the link; 0 does not count its capacity", default=None
    )
    power: str | None = id_text(
        "name of a power supply that the link needs; lost as power/NAME, with all other links of that name",
        default=None,
    )


DOCTRINE_POLICY_MEANS = (
    "how the highest command posts assign threats; nearest-first, the default: none does, each fire unit "
    "looks for itself. In the doctrine of one fire unit: how its own post does"
)
POLICY_MEANS = "how its command post assigns threats to those under it, where not as the scenario says"


@dataclass(frozen=True, kw_only=True, config=EDGE)
class CommandTable:
    """How command posts assign threats, where a policy lets them, and how long fire units wait for a post
    that is gone; every figure is assumed."""

    period_s: float = number(
        0.0,
        600.0,
        "a post decides at most once in this time, and anew after it while threats are left; 0: whenever "
        "something happens",
        default=0.0,
    )
    look_ahead_s: float = number(
        0.0, 600.0, "shots are ordered that can be launched within this time", default=0.0
    )
    autonomous_after_s: float | None = number(
        0.0,
        3600.0,
        "a fire unit that has lost the post above it, or that the post that assigns cannot reach any more, "
        "waits so long for orders and then fights alone; left out, 20 where it needs orders or a permission, "
        "and it does not wait where it needs neither",
        default=None,
    )
