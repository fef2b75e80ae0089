"""The table of endpoints: routes, their description, the worker and the tests read these rows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..mechanism import Mechanism
from .coverage import COVERAGE

__all__ = ["MECHANISMS"]

MECHANISMS: Mapping[str, Mechanism] = MappingProxyType({row.name: row for row in (COVERAGE,)})
"""Name -> mechanism, in the order of the documentation."""
