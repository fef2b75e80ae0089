"""Templates of pages: everything is escaped unless marked safe, and text from outside stays text."""

from __future__ import annotations

import jinja2

from skykeep.plain_text import isolated, visible

__all__ = ["CONTENT_POLICY", "environment", "template_text"]

CONTENT_POLICY = (
    "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
)
"""What a page may load: nothing but what it holds."""


def environment() -> jinja2.Environment:
    """Return the templates of the package without any filter of their own."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("skykeep.report", "templates"),
        autoescape=True,
        finalize=lambda value: isolated(visible(value)) if type(value) is str else value,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def template_text(name: str) -> str:
    """Return a file of the templates as it is."""
    loader = jinja2.PackageLoader("skykeep.report", "templates")
    source, _, _ = loader.get_source(jinja2.Environment(autoescape=True), name)
    return source
