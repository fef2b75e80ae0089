"""The table of endpoints: routes, their description, the worker, the tests and the guide read these rows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..mechanism import Mechanism
from .catalogue import CATALOGUE
from .compare import COMPARE
from .coverage import COVERAGE
from .map import MAP
from .probe import PROBE
from .replay import REPLAY
from .run import RUN
from .scenario import SCENARIO
from .sweep import SWEEP

__all__ = ["MECHANISMS"]

MECHANISMS: Mapping[str, Mechanism] = MappingProxyType(
    {row.name: row for row in (COVERAGE, PROBE, RUN, SWEEP, COMPARE, CATALOGUE, SCENARIO, MAP, REPLAY)}
)
"""Name -> mechanism, in the order of the documentation."""
