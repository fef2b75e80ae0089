"""One module for each kind of input, see ``harness.Format``."""
