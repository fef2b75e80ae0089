"""Doctrine in a run: what is fixed, what is drawn, and the answer under each alternative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from skykeep.catalogue import Catalogue
from skykeep.catalogue.firing import firing_words
from skykeep.compiler.doctrine import FIRING
from skykeep.model import Scenario

from .intervals import estimate_outcome

__all__ = ["answers_by_alternative", "doctrine_facts"]

I64 = npt.NDArray[np.int64]
F64 = npt.NDArray[np.float64]


def doctrine_facts(scenario: Scenario, catalogue: Catalogue, drawn: Mapping[str, I64]) -> dict[str, Any]:
    """Return what an answer says of doctrine: the figures that are drawn, all alternatives with their origin,
    and what each fire unit does in words.
    """
    doctrines = {
        unit.id: unit.doctrine or catalogue.system(unit.system).doctrine for unit in scenario.fire_units
    }
    return {
        "drawn": list(drawn),
        "alternatives": [
            {
                "id": each.id,
                "words": each.words,
                "salvo_size": each.salvo_size,
                "later_salvo_size": each.later_salvo_size,
                "kind": each.kind,
                "sources": list(each.sources),
            }
            for each in catalogue.firing.alternatives
        ],
        "fire_units": {name: firing_words(each, catalogue.firing) for name, each in doctrines.items()},
    }


def answers_by_alternative(
    facts: Mapping[str, Any], drawn: Mapping[str, F64], leakers: I64, stopped_share: F64
) -> list[dict[str, Any]]:
    """Return leakers and stopped share in the worlds of each alternative that any of them drew.

    Of a raid whose classes have alternatives of their own beside the whole list it is the whole list that
    splits the worlds. Empty where doctrine is fixed.

    Parameters
    ----------
    facts
        What :func:`doctrine_facts` returned; empty for a textbook case.
    drawn
        Drawn values by figure id, shape (worlds,).
    leakers, stopped_share
        Shape (worlds, replications) each.
    """
    ids: Sequence[str] = [name for name in facts.get("drawn", ()) if name in drawn]
    if not ids:
        return []
    places = drawn[FIRING if FIRING in ids else ids[0]]
    found = []
    for place, each in enumerate(facts["alternatives"]):
        inside = places == place
        if inside.any():
            found.append(
                {
                    "id": each["id"],
                    "words": each["words"],
                    "kind": each["kind"],
                    "worlds": int(inside.sum()),
                    "leakers": estimate_outcome(leakers[inside]).as_row(),
                    "stopped_share": estimate_outcome(stopped_share[inside]).as_row(),
                }
            )
    return found
