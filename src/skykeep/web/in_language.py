"""What the server says in the language that a question asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from skykeep.language import DIRECTIONS, in_language

from .refusal import Refusal

__all__ = ["asked_language", "told", "told_in", "told_refusal"]


def asked_language(question: Mapping[str, Any]) -> str:
    """Return the language of a question that need not be valid: English where it asks for none."""
    code = question.get("lang")
    return code if isinstance(code, str) and code in DIRECTIONS else "en"


def told(text: str, code: str) -> str:
    """Return a text in a language, line by line; what is not known in it stays in English, marked off."""
    if code == "en":
        return text
    from skykeep.report.shipped_words import shipped

    with in_language(code):
        lines = text.split("\n")
        return "\n".join(
            line[: -len(said)] + shipped(said) if (said := line.lstrip()) else "" for line in lines
        )


def told_in(texts: Iterable[str], code: str) -> list[str]:
    """Return sentences in a language."""
    return [told(text, code) for text in texts]


def told_refusal(refusal: Refusal, code: str) -> Refusal:
    """Return a refusal in a language; what it is about is a key, and stays."""
    said = {key: told(getattr(refusal, key), code) for key in ("what", "allowed", "do")}
    return refusal.model_copy(update=said)
