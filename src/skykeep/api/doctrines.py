"""``skykeep.doctrines``, ``doctrine`` and ``compare_doctrines``: named ways to fight, in words."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from skykeep.catalogue import Catalogue
from skykeep.errors import SkykeepError, UsageError, did_you_mean
from skykeep.model import BUILT_IN_POLICIES, Doctrine
from skykeep.scenario.doctrine import preset_doctrine, preset_policy
from skykeep.scenario.doctrine_settings import doctrine_settings

from .inputs import catalogue_of, scenario_of
from .kinds import refuses_wrong_kinds
from .records import Record

__all__ = ["compare_doctrines", "doctrine", "doctrines"]


@refuses_wrong_kinds
def doctrines(*, catalogue: Catalogue | Path | str | None = None) -> Record:
    """Return the ``presets`` of doctrine, and the ``alternatives`` of firing that worlds draw from.

    Parameters
    ----------
    catalogue
        A catalogue, or a file or folder of your own to be read beside the shipped one.

    Examples
    --------
    >>> doctrines().presets[0].id
    'as-drawn'
    """
    facts = catalogue_of(catalogue)
    presets = [
        {"id": each.id, "name": each.name, "words": each.words, "kind": each.kind}
        for each in facts.presets.values()
    ]
    alternatives = [
        {"id": each.id, "name": each.name, "words": each.words, "kind": each.kind}
        for each in facts.firing.alternatives
    ]
    return Record({"presets": presets, "alternatives": alternatives})


@refuses_wrong_kinds
def doctrine(name: str, *, catalogue: Catalogue | Path | str | None = None) -> Record:
    """Return one doctrine: its ``settings``, and of a preset or alternative what it rests on.

    Parameters
    ----------
    name
        Id of a preset or of an alternative, or a scenario (file or shipped name) whose fire units all fight
        alike.
    catalogue
        As for :func:`doctrines`.

    Raises
    ------
    UsageError
        If there is none of that name, or the fire units of the scenario do not fight alike.

    Examples
    --------
    >>> [setting.words for setting in doctrine("patient").settings]
    ['waits for an intercept within 70 % of the greatest range']
    """
    facts = catalogue_of(catalogue)
    found = _find(name, facts)
    about: dict[str, Any] = {"id": name, "name": name, "words": "", "kind": "scenario", "note": ""}
    sources: tuple[str, ...] = ()
    alternatives = {each.id: each for each in facts.firing.alternatives}
    entry = facts.presets.get(name) or alternatives.get(name)
    if entry is not None:
        about |= {"name": entry.name, "words": entry.words, "kind": entry.kind, "note": entry.note}
        sources = entry.sources
    settings = [asdict(setting) for setting in doctrine_settings(*found)]
    return Record(
        {**about, "sources": [asdict(facts.sources[each]) for each in sources], "settings": settings}
    )


@refuses_wrong_kinds
def compare_doctrines(first: str, second: str, *, catalogue: Catalogue | Path | str | None = None) -> Record:
    """Return the ``differences`` between two doctrines: each key with its value in both, None where
    one leaves it out.

    Parameters
    ----------
    first, second
        Names as for :func:`doctrine`.
    catalogue
        As for :func:`doctrines`.

    Raises
    ------
    UsageError
        As :func:`doctrine`.

    Examples
    --------
    >>> [each.key for each in compare_doctrines("central", "free-after-first").differences]
    ['free_after_first']
    """
    facts = catalogue_of(catalogue)
    sides = [{each.key: each for each in doctrine_settings(*_find(name, facts))} for name in (first, second)]
    differences = []
    for key in dict.fromkeys(key for side in sides for key in side):
        values = [side[key].value if key in side else None for side in sides]
        if values[0] != values[1]:
            words = [side[key].words if key in side else "" for side in sides]
            means = next(side[key].means for side in sides if key in side)
            differences.append(
                {
                    "key": key,
                    "means": means,
                    "first": values[0],
                    "second": values[1],
                    "first_words": words[0],
                    "second_words": words[1],
                }
            )
    return Record({"first": first, "second": second, "differences": differences})


def _find(name: str, catalogue: Catalogue) -> tuple[Doctrine, str]:
    """Return the doctrine of a preset, an alternative or a scenario, and the policy that it gives to command
    posts, empty where it gives none."""
    alternatives = [each.id for each in catalogue.firing.alternatives]
    if name in catalogue.presets:
        return preset_doctrine(name, catalogue), preset_policy(name, catalogue)
    if name in alternatives:
        return Doctrine(alternative=name), ""
    known = [*catalogue.presets, *alternatives]
    try:
        scenario = scenario_of(name, catalogue)
    except SkykeepError as error:
        if Path(name).exists():
            raise
        raise UsageError(
            f"doctrine {name!r}: is no preset, alternative or scenario.{did_you_mean(name, known)} "
            f"There are: {', '.join(known)}. 'skykeep doctrine list' says what they do"
        ) from error
    systems = catalogue.systems
    found = {unit.id: unit.doctrine or systems[unit.system].doctrine for unit in scenario.fire_units}
    first, *others = found.values()
    if any(other != first for other in others):
        raise UsageError(
            f"doctrine {name!r}: the fire units {', '.join(found)} of this scenario do not fight alike; "
            "'skykeep scenario describe' says what each does"
        )
    return first, "" if scenario.policy == BUILT_IN_POLICIES[0] else scenario.policy
