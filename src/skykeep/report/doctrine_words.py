"""Doctrine in words: what is fixed or drawn, and what the answer is under each alternative."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .doubt import share_with_doubts

__all__ = ["doctrine_basis", "doctrine_sentence"]


def doctrine_sentence(summary: Mapping[str, Any]) -> str:
    """Return how the answer depends on doctrine, with its numbers where it is drawn; empty without any."""
    told = summary.get("doctrine", {})
    answers = told.get("answers", [])
    if not answers:
        return _fixed(told.get("fire_units", {}), drawn=bool(told.get("drawn")))
    shares = "; ".join(
        f"{each['words']} ({each['kind']}): "
        f"{share_with_doubts(each['stopped_share'], names=('mc_error_90',))}"
        for each in answers
    )
    return f"First it rests on doctrine, which nobody publishes and each world draws. Stopped with {shares}."


def _fixed(fire_units: Mapping[str, str], *, drawn: bool) -> str:
    """Return what the fire units do, where the answer is not split by it."""
    if drawn or not fire_units:
        return ""
    if len(set(fire_units.values())) == 1:
        return f"First it rests on doctrine, which is fixed here: {next(iter(fire_units.values()))}."
    each = "; ".join(f"{name}: {words}" for name, words in fire_units.items())
    return f"First it rests on doctrine, which is fixed here: {each}."


def doctrine_basis(summary: Mapping[str, Any]) -> list[str]:
    """Return where doctrine comes from, as the first thing that an answer rests on."""
    told = summary.get("doctrine", {})
    if not told.get("drawn"):
        return ["Doctrine: fixed, by the scenario or the system."] if told.get("fire_units") else []
    kinds = [each["kind"] for each in told["alternatives"]]
    assumed = kinds.count("assumed")
    return [
        f"Doctrine: one of {len(kinds)} alternatives in each world, {assumed} of them assumed; "
        "[doctrine] in a scenario fixes it."
    ]
