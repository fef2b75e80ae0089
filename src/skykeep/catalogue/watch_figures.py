"""Which figures of outside eyes and of the life of radars a scenario uses, and the systems of its eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skykeep.model import Figure, Scenario

from .identity import EFFECTS_ROOT, OUTSIDE_ROOT, iter_figures

if TYPE_CHECKING:
    from .loader import Catalogue

__all__ = ["eye_systems", "figures_of_watch"]


def eye_systems(scenario: Scenario) -> list[str]:
    """Return the ids of the systems whose radars watch from outside, each once."""
    return list(dict.fromkeys(eye.system for eye in scenario.watch.eyes if eye.system))


def figures_of_watch(scenario: Scenario, catalogue: Catalogue) -> dict[str, Figure]:
    """Return the figures, by id, that a scenario uses beside those of its systems; none where it has no
    outside eyes and counts no time of radars."""
    watch = scenario.watch
    passive = {eye.passive for eye in watch.eyes if eye.passive}
    classes = {group.threat_class for group in scenario.raid.groups} if passive else set()
    found = {}
    for name, figure in iter_figures(catalogue.outside):
        kind, *rest = name.removeprefix(f"{OUTSIDE_ROOT}/").split("/")
        wanted = {
            "passive": rest[0] in passive,
            "emissions": rest[0] in classes,
            "link": any(getattr(eye.link, rest[-1], None) is None for eye in watch.eyes),
        }
        if wanted[kind]:
            found[name] = figure
    if watch.life.dwell:
        names = [f"{EFFECTS_ROOT}/receivers/{name}" for name in ("dwell_s", "search_share")]
        found |= {name: figure for name, figure in iter_figures(catalogue.effects) if name in names}
    return found
