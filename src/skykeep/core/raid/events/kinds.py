"""Kinds of events to come, in the order in which those of one time happen, and of entries in the log."""

from __future__ import annotations

__all__ = ["ASSESS", "CHANNELS_BACK", "LOG_NAMES", "RADAR_HIT", "WAKE"]

RADAR_HIT, ASSESS, CHANNELS_BACK, WAKE = range(4)
"""What becomes ready for an engagement at the same time comes after all of these."""

LOG_NAMES = ("ready", "assessed_dead", "assessed_alive", "turn", "radar_lost")
"""Entries of the log by their kind; launches and what became of them are in ``Raid.shots``."""
LOG_READY, LOG_ASSESSED_DEAD, LOG_ASSESSED_ALIVE, LOG_TURN, LOG_RADAR_LOST = range(len(LOG_NAMES))
