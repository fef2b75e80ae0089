"""The share of the kernels of raids that this process compiles while another compiles the rest."""

from __future__ import annotations

__all__ = ["compile_share"]


def compile_share() -> None:
    """Compile the loop over raids, each of which the process of ``skykeep.core.warm`` compiles."""
    from ..core.warm import compile_loop

    compile_loop()
