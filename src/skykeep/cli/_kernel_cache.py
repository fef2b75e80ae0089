"""Compiled kernels on disk are dropped as a whole when any source of them has changed.

Numba looks only at the file of the function that it compiles: a caller in another file would go on with the
old code of what it calls, silently. Here all sources of the kernels count as one.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

__all__ = ["KERNEL_SOURCES", "drop_stale_kernels"]

KERNEL_SOURCES = Path(__file__).parent.parent / "core"
"""The room that holds every compiled function."""

STAMP = "kernels.stamp"


def drop_stale_kernels(folder: Path = KERNEL_SOURCES) -> int:
    """Return how many compiled files were removed below ``folder`` because a source there has changed.

    Nothing is removed where the sources are as they were at the last call, and nothing happens where the
    folder cannot be written: an installation that is not ours is replaced as a whole, with new file times.
    """
    stamp = folder / "__pycache__" / STAMP
    now = _fingerprint(folder)
    with contextlib.suppress(OSError):
        if stamp.is_file() and stamp.read_text(encoding="ascii") == now:
            return 0
        stamp.parent.mkdir(exist_ok=True)
        stale = [path for kind in ("*.nbi", "*.nbc") for path in folder.rglob(kind)]
        for path in stale:
            path.unlink(missing_ok=True)
        stamp.write_text(now, encoding="ascii")
        return len(stale)
    return 0


def _fingerprint(folder: Path) -> str:
    """Return a digest of names, sizes and times of all sources."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        status = path.stat()
        digest.update(f"{path.relative_to(folder)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
