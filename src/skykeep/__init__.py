"""skykeep: what would this air-defence system really see, engage and stop if it defended this place?"""

__version__ = "0.1.0"

__all__ = ["__version__"]
