"""Templates of pages: everything is escaped unless marked safe, and text from outside stays text."""

from __future__ import annotations

from typing import Any

import jinja2
from markupsafe import Markup

from skykeep.language import DIRECTIONS, as_text, in_digits, language, translations
from skykeep.page.embed import page_css

__all__ = ["CONTENT_POLICY", "environment", "shown", "style_of", "template_text"]

CONTENT_POLICY = (
    "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
)
"""What a page may load: nothing but what it holds."""


def environment() -> jinja2.Environment:
    """Return the templates of the package without any filter of their own."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("skykeep.report", "templates"),
        autoescape=True,
        finalize=shown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.newstyle_gettext = True  # type: ignore[attr-defined]
    made.globals |= {"gettext": _gettext, "ngettext": _ngettext}
    return made


def shown(value: Any) -> Any:
    """Return a value as a page may show it: no control sequences in text, digits of the language in force.

    Markup stays as it is.
    """
    if type(value) is str:
        return as_text(value)
    return in_digits(str(value)) if type(value) in (int, float) else value


def _gettext(english: str, /, **values: Any) -> Markup:
    """Return a sentence of a template in the language in force; its values are escaped and shown as such."""
    return _filled(translations("templates").gettext(english), values)


def _ngettext(one: str, many: str, count: int, /, **values: Any) -> Markup:
    """Return that of the forms of a sentence of a template that goes with a count."""
    return _filled(translations("templates").ngettext(one, many, count), {"num": count, **values})


def _filled(sentence: str, values: dict[str, Any]) -> Markup:
    """Return a sentence of a template with its values."""
    return Markup(sentence) % {key: shown(value) for key, value in values.items()}


def template_text(name: str) -> str:
    """Return a file of the templates as it is."""
    loader = jinja2.PackageLoader("skykeep.report", "templates")
    source, _, _ = loader.get_source(jinja2.Environment(autoescape=True), name)
    return source


def style_of(*names: str) -> Markup:
    """Return style sheets and that of the script, with what a language written from the right needs beside
    them."""
    beside = () if DIRECTIONS[language()] == "ltr" else ("rtl.css",)
    return Markup("".join(map(template_text, (*names, *beside))) + page_css())
