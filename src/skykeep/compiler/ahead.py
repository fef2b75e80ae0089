"""The share of the kernels of raids that this process compiles while another compiles the rest."""

from __future__ import annotations

__all__ = ["compile_share"]


def compile_share() -> None:
    """Compile the beginning and end of a raid, for the process of ``skykeep.core.warm`` to read."""
    from ..core.warm import compile_ends

    compile_ends()
