"""The places and claimants of a brief as the language in force calls them, for the live map of its page."""

from __future__ import annotations

from dataclasses import replace

from skykeep.study.brief_data import BriefData, SystemRow

from .shipped_words import shipped
from .words import kind_word

__all__ = ["called_here"]


def called_here(data: BriefData) -> BriefData:
    """Return the data of a brief with its places, and who claims a ring, as the language in force names them.

    Names that it does not know are marked off, as :func:`skykeep.language.name` does.
    """
    return replace(
        data,
        country_name=shipped(data.country_name),
        sites=tuple(replace(site, name=shipped(site.name)) for site in data.sites),
        systems=tuple(_rings_called(system) for system in data.systems),
    )


def _rings_called(system: SystemRow) -> SystemRow:
    """Return a system with those who claim its rings in the language in force."""
    detection, engagement = system.detection_ring, system.engagement_ring
    return replace(
        system,
        detection_ring=replace(detection, claimant=kind_word(detection.claimant)),
        engagement_ring=replace(engagement, claimant=kind_word(engagement.claimant)),
    )
