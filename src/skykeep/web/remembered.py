"""Answers that are asked for again: the same question has the same bytes for as long as a server runs."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any

from .limits import REMEMBERED_BYTES
from .mechanism import Mechanism

__all__ = ["Remembered"]


class Remembered:
    """The answers given last, up to so many bytes."""

    def __init__(self, room: int = REMEMBERED_BYTES) -> None:
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._room = self._left = room

    def find(self, row: Mechanism, question: dict[str, Any]) -> bytes | None:
        """Return the answer to a question that was asked before, None where it is not there any more."""
        key = _key(row, question)
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def keep(self, row: Mechanism, question: dict[str, Any], answer: bytes) -> None:
        """Keep an answer; the ones not asked for longest make room."""
        if len(answer) > self._room:
            return
        key = _key(row, question)
        self._left += len(self._answers.pop(key, b"")) - len(answer)
        self._answers[key] = answer
        while self._left < 0:
            self._left += len(self._answers.popitem(last=False)[1])


def _key(row: Mechanism, question: dict[str, Any]) -> str:
    """Return one text for questions that ask the same."""
    return f"{row.name} {json.dumps(question, sort_keys=True)}"
