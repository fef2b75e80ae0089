"""Assignment policies: which rounds go at which threats; one file per policy, one row in ``table``."""
