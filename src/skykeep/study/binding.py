"""What most leakers lacked: the commonest reason as a resource, with those that cannot be told from it.

It is what the ledger says, leaker by leaker. Nothing is played with more of it, so it need not be what keeps
leakers from being fewer: who gets a channel may then want for a round. ``skykeep claim`` plays that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from skykeep.engine import REASON_NAMES, REASONS

from .intervals import estimate_outcome, mc_error_interval

__all__ = ["RESOURCES", "Binding", "binding_of", "ledger_errors_of", "ledger_means_of"]

F64 = npt.NDArray[np.float64]

RESOURCES: Mapping[str, str] = MappingProxyType({reason.name: reason.resource for reason in REASONS})
"""What a leaker lacked, by its reason in the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """The resource that most leakers lacked, its reason in the ledger, and resources that tie with it; all
    empty where nothing leaks.
    """

    resource: str
    reason: str
    ties: tuple[str, ...]


def binding_of(ledger: F64) -> Binding:
    """Return what most leakers lacked.

    Another reason ties with the commonest where the 90 % interval of their difference, over worlds and with
    common luck, holds zero.

    Parameters
    ----------
    ledger
        Leakers by reason [world, replication, reason].
    """
    means = ledger.mean(axis=(0, 1))
    top = int(means.argmax())
    if means[top] <= 0.0:
        return Binding(resource="", reason="", ties=())
    ties = []
    for number in np.argsort(-means, kind="stable"):
        apart = mc_error_interval(ledger[..., top] - ledger[..., number])
        if number != top and means[number] > 0.0 and apart is not None and apart[0] <= 0.0:
            ties.append(_resource(REASON_NAMES[number]))
    return Binding(resource=_resource(REASON_NAMES[top]), reason=REASON_NAMES[top], ties=tuple(ties))


def ledger_means_of(ledger: F64, reasons: Sequence[str]) -> dict[str, float]:
    """Return mean leakers by reason of a ledger [world, replication, reason] for ``reasons``, the first ones,
    which can come about."""
    return dict(zip(reasons, map(float, ledger.mean(axis=(0, 1))), strict=False))


def ledger_errors_of(ledger: F64, reasons: Sequence[str], launched: int) -> dict[str, list[float] | None]:
    """Return the 90 % interval of the computation of each mean of :func:`ledger_means_of`, None for one
    world; ``launched`` is the most leakers that a reason can have."""
    found: dict[str, list[float] | None] = {}
    for place, reason in enumerate(reasons):
        interval = estimate_outcome(ledger[:, :, place], bounds=(0.0, float(launched))).mc_error_90
        found[reason] = None if interval is None else list(interval)
    return found


def _resource(reason: str) -> str:
    """Return the resource that a reason stands for."""
    return RESOURCES[reason]
