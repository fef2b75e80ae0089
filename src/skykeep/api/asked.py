"""What a caller asks of coverage beside where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skykeep.model import MastHeights

__all__ = ["Asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of coverage; ``None`` leaves the scenario's own, or the default, as it is."""

    heights_agl_m: Sequence[float] | float | None = None
    radar: str | None = None
    mast_m: MastHeights | None = None
    target: str | None = None
    rcs_m2: float | None = None
    p_detect: float | None = None
    k: float | None = None
    view: str | None = None
    surroundings: str | None = None
