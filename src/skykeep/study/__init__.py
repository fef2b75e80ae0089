"""Worlds, replications, intervals, comparison, placement."""
