"""What a scenario asks of a catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from skykeep.catalogue.refraction import RefractionValues
from skykeep.model import (
    DoctrinePreset,
    FiringDoctrine,
    Formation,
    OutsideFigures,
    RadarEffectFigures,
    StandardRaid,
    System,
    ThreatClass,
    WearFigures,
)

__all__ = ["CatalogueLike"]


class CatalogueLike(Protocol):
    """The part of the catalogue that a scenario refers to."""

    @property
    def systems(self) -> Mapping[str, System]:
        """Systems by id."""

    @property
    def formations(self) -> Mapping[str, Formation]:
        """Formations by id."""

    @property
    def threats(self) -> Mapping[str, ThreatClass]:
        """Threat classes by id."""

    @property
    def raids(self) -> Mapping[str, StandardRaid]:
        """Standard raids by id."""

    @property
    def firing(self) -> FiringDoctrine:
        """Alternatives of the firing doctrine."""

    @property
    def effects(self) -> RadarEffectFigures:
        """Figures of the radar effects."""

    @property
    def wear(self) -> WearFigures:
        """Figures of what is lost, comes back and is supplied."""

    @property
    def outside(self) -> OutsideFigures:
        """Figures of those who watch from outside."""

    @property
    def presets(self) -> Mapping[str, DoctrinePreset]:
        """Presets of doctrine by id."""

    @property
    def refraction(self) -> Mapping[str, RefractionValues]:
        """Effective-earth factors by region."""
