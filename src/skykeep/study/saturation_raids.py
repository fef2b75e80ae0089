"""The raids whose size is varied: the scenario's own, and for each class one of that class alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skykeep.catalogue import Catalogue
from skykeep.errors import UsageError, did_you_mean
from skykeep.model import Scenario, StandardRaid

__all__ = ["ALL", "MIX", "class_raids", "real_classes"]

MIX, ALL = "mix", "all"
"""What may be asked for beside a class: the scenario's raid as it is, and every class that has a raid."""


def real_classes(raid: StandardRaid, catalogue: Catalogue) -> list[str]:
    """Return the classes of a raid's real threats, each once, in the order of its groups."""
    names = dict.fromkeys(group.threat_class for group in raid.groups if group.count)
    return [name for name in names if not catalogue.threats[name].is_decoy]


def class_raids(scenario: Scenario, catalogue: Catalogue, wanted: Sequence[str]) -> dict[str, StandardRaid]:
    """Return the raids to scale, by name: ``mix`` or a threat class.

    Without ``wanted`` these are the scenario's raid and, where several real classes fly in it, each of them
    alone. A class that does not fly in the scenario flies as in the first standard raid of the catalogue that
    has it, one of that class alone before others.

    Raises
    ------
    UsageError
        If a class flies neither in the scenario nor in a standard raid, or is a decoy.
    """
    own = real_classes(scenario.raid, catalogue)
    several = len({group.threat_class for group in scenario.raid.groups if group.count}) > 1
    shelf = _shelf(scenario, catalogue)
    names = list(wanted) or ([MIX, *own] if several else own)
    if ALL in names:
        names = [*([MIX] if several else []), *shelf]
    found = {}
    for name in dict.fromkeys(names):
        if name == MIX:
            found[MIX] = scenario.raid
        elif name in shelf:
            found[name] = shelf[name]
        else:
            known = [MIX, ALL, *shelf]
            raise UsageError(
                f"class {name!r}: must be a class of real threats that fly in the scenario or in a standard "
                f"raid: {', '.join(known)}.{did_you_mean(name, known)}"
            )
    return found


def _shelf(scenario: Scenario, catalogue: Catalogue) -> dict[str, StandardRaid]:
    """Return a raid of each real class alone, those of the scenario first."""
    standard = sorted(catalogue.raids.values(), key=lambda raid: (len(raid.groups), raid.id))
    found: dict[str, StandardRaid] = {}
    for raid in (scenario.raid, *standard):
        for name in real_classes(raid, catalogue):
            found.setdefault(name, _alone(raid, name, catalogue))
    return found


def _alone(raid: StandardRaid, name: str, catalogue: Catalogue) -> StandardRaid:
    """Return the groups of a raid that are of one class, in their order."""
    groups = tuple(group for group in raid.groups if group.threat_class == name and group.count)
    if len(groups) == len(raid.groups):
        return raid
    return replace(raid, name=f"{catalogue.threats[name].name} of: {raid.name}", groups=groups)
