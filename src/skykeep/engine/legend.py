"""What the numbers of a compiled case stand for: names of interceptors, fire units, threats and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.core.raid.vocabulary.codes import OUTCOME_NAMES
from skykeep.core.raid.vocabulary.reasons import REASON_NAMES, SHOT_DOWN_NAMES
from skykeep.core.raid.world import Case

from .traffic import sides_of

__all__ = ["Legend", "plain_legend"]

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """Names by index, as the tables print them.

    ``layers`` are the systems whose fire units there are. ``threat_class`` holds the class id of each threat,
    ``sensors`` the names of the radars, ``parts`` those of all that can be lost and come back, where the
    scenario asks for that. ``sides`` says whose each threat is, empty where there is no traffic, and
    ``identifies`` whether posts ask that at all.
    ``first_bearing_rad`` is the bearing from the aim point, clockwise from north, at which the first axis of
    the raid lies for each bearing index; empty where there is no ground. ``heights_m`` are the heights that
    raids draw from, by threat class, in the sense of the class; ``classes`` are all classes of the case.
    ``figures`` are the drawn values,
    one array over worlds for each figure id; where a value is a place in a list of alternatives,
    ``alternatives`` holds their ids.
    """

    interceptors: tuple[str, ...]
    units: tuple[str, ...]
    layers: tuple[str, ...]
    threats: tuple[str, ...]
    threat_class: tuple[str, ...]
    sensors: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    launchers: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    identifies: bool = False
    first_bearing_rad: tuple[float, ...] = ()
    heights_m: Mapping[str, tuple[float, ...]] = field(default_factory=lambda: MappingProxyType({}))
    classes: tuple[str, ...] = ()
    figures: Mapping[str, F64] = field(default_factory=lambda: MappingProxyType({}))
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def __reduce__(self) -> tuple[Callable[..., Legend], tuple[dict[str, Any]]]:
        """Return what a legend is made from again in another process, where no view of a mapping goes."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return _legend_of, ({name: _plain(value) for name, value in values.items()},)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons of the ledger that can come about: one only where posts identify tracks."""
        return REASON_NAMES if self.identifies else REASON_NAMES[:-1]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that can come about: one only where there is traffic."""
        return OUTCOME_NAMES if self.sides else OUTCOME_NAMES[:-1]

    @property
    def ends(self) -> tuple[str, ...]:
        """What the reason of a threat may be: that of a leaker, or of traffic that was shot down."""
        return (*REASON_NAMES, *SHOT_DOWN_NAMES) if self.sides else self.reasons


def plain_legend(case: Case) -> Legend:
    """Return numbered names for a case that came without any, such as a textbook case."""
    threats = len(case.threats)
    kinds = case.threats["threat_class"]
    return Legend(
        interceptors=tuple(f"interceptor-{number}" for number in range(case.interceptors.shape[1])),
        units=tuple(f"unit-{number}" for number in range(case.units.shape[1])),
        layers=tuple(f"layer-{number}" for number in range(int(case.units["layer"].max(initial=-1)) + 1)),
        threats=tuple(f"threat-{number}" for number in range(threats)),
        threat_class=tuple(f"class-{kind}" for kind in kinds),
        sensors=tuple(f"radar-{number}" for number in range(case.radars.shape[1])),
        posts=tuple(f"post-{number}" for number in range(case.posts.shape[1])),
        launchers=tuple(f"launcher-{number}" for number in range(case.launchers.shape[1])),
        parts=() if case.wear is None else tuple(f"part-{n}" for n in range(case.wear.parts.shape[1])),
        sides=sides_of(case),
        identifies=case.recognition is not None,
    )


def _plain(value: Any) -> Any:
    """Return a view of a mapping as the mapping."""
    return dict(value) if isinstance(value, MappingProxyType) else value


def _legend_of(values: dict[str, Any]) -> Legend:
    """Return the legend of some values."""
    views: dict[str, Any] = dict(values)
    for name, each in values.items():
        if isinstance(each, dict):
            views[name] = MappingProxyType(each)
    return Legend(**views)
