"""The share of the kernels of raids that this process compiles while another compiles the rest."""

from __future__ import annotations

__all__ = ["compile_share"]


def compile_share() -> None:
    """Compile what begins a raid into the cache; the process of ``skykeep.core.warm`` reads it from there."""
    from ..core.warm import compile_start

    compile_start()
