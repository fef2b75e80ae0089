"""Conformance checks for those who add something: they hold what the program takes for granted."""

from .exporters import ReadBack, check_exporter
from .scenes import sample_scene

__all__ = ["ReadBack", "check_exporter", "sample_scene"]
