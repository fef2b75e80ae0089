"""The share of the kernels of raids that this process compiles while another compiles the rest."""

from __future__ import annotations

__all__ = ["compile_share", "kernels_are_compiled"]

_LAST_COMPILED = ("raid.account.results.write_raid", "raid.batch.loop_raids")
"""What each of the two processes compiles last."""


def kernels_are_compiled() -> bool:
    """Return whether the kernels of raids are kept compiled, or cannot be kept anywhere."""
    from ..core.kernel.compiled_files import is_kept

    return is_kept(*_LAST_COMPILED)


def compile_share() -> None:
    """Compile the start of a raid and the loop over raids; the engagement and what comes after it, the
    process of ``skykeep.core.raid.warm`` compiles."""
    from ..core.raid.warm import compile_loop

    compile_loop()
