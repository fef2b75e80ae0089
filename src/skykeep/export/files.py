"""Files that other programs open: written whole or not at all, the same bytes for the same raid."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from skykeep.errors import ExportError
from skykeep.study.atomic import atomic_file

__all__ = ["write_bytes", "zipped"]

_NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The first date that an archive can hold: what is written has none."""


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises
    ------
    ExportError
        If it cannot be written; what was there stays.
    """
    try:
        with atomic_file(path) as file:
            file.write(content)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from None


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return an archive of some files, without dates or owners."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, _NO_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # one for all systems, so that bytes do not depend on it
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return buffer.getvalue()
