"""A fuzz harness: mutated inputs through the Python layer, seeded, and the kinds of failure found."""
