"""Scenario files: read from TOML or JSON, checked, built into the model, and told in words."""
