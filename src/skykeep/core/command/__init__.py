"""Deciding who fires at what."""
