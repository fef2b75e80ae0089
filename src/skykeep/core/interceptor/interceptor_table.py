"""The table of interceptors, and where their times of flight come from; SI units in the names."""

from __future__ import annotations

from ..kernel.records import Record

__all__ = ["CONSTANT_SPEED", "CONSTANT_TIME", "FLYOUT_TABLE", "Interceptor"]

FLYOUT_TABLE, CONSTANT_SPEED, CONSTANT_TIME = 0, 1, 2
"""Values of ``Interceptor.flyout_mode``."""


class Interceptor(Record):
    """A type of round in one world: fly-out, envelope, radar support.

    ``flyout_level`` is by mode a place between fly-out tables, a speed in m/s or a time in s; the steps are
    those of the tables. ``any_track`` needs no radar of its own fire unit,
    ``hands_over`` finds its threat by itself from ``support_before_s`` before they meet on.
    """

    flyout_mode: int
    flyout_level: float
    range_step_m: float
    height_step_m: float
    any_track: bool
    hands_over: bool
    range_max_m: float
    range_min_m: float
    alt_max_msl_m: float
    alt_min_agl_m: float
    range_max_ballistic_m: float
    alt_max_ballistic_msl_m: float
    target_speed_max_mps: float
    support_before_s: float
    coast_s: float
