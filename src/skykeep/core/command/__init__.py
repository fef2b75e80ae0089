"""Queues and doctrine in closed form."""
