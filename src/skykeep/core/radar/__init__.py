"""Radar equation, detection, propagation."""
