"""Payload and script inside one HTML file: both travel deflated, and a plain loader starts them.

Neither is asked from anywhere. A browser without ``DecompressionStream`` keeps the static page and says so.
"""

from __future__ import annotations

import base64
import zlib
from functools import cache

from .symbols import built_text

__all__ = ["loader", "packed_bytes", "packed_script", "page_css", "unpacked_bytes"]

LEVEL = 9


def packed_bytes(content: bytes) -> str:
    """Return bytes deflated, in letters that may stand in a script element."""
    return base64.b64encode(zlib.compress(content, LEVEL)).decode("ascii")


def unpacked_bytes(text: str) -> bytes:
    """Return what :func:`packed_bytes` has written.

    Raises
    ------
    ValueError
        If it is no base64.
    zlib.error
        If it is not deflated.
    """
    return zlib.decompress(base64.b64decode(text, validate=True))


@cache
def packed_script() -> str:
    """Return the page's script as :func:`packed_bytes` writes it."""
    return packed_bytes(built_text("page.js").encode("utf-8"))


def loader() -> str:
    """Return the plain script that starts the other."""
    return built_text("loader.js").strip()


def page_css() -> str:
    """Return the style of the live parts."""
    return built_text("page.css")
