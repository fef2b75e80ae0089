"""Run replications of a compiled case and decode them to tables."""
