"""Model to core arrays."""
