"""Geodesy, refraction, line of sight, atmosphere."""
