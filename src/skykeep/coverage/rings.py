"""The two rings that a map draws today: how far a system is said to see and engage, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from skykeep.catalogue import Catalogue
from skykeep.model import Figure, System

__all__ = ["BrochureRing", "RingKind", "brochure_rings", "rings"]

RingKind = Literal["detection", "engagement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrochureRing:
    """One ring: its radius, the radar or interceptor it belongs to, and where the figure comes from.

    ``figure`` is the id of the figure, ``figure_kind`` its kind (claimed, reported, derived, hobby, assumed)
    and ``note`` what is said of it; ``sources`` are titles with addresses, empty where it is assumed.
    """

    kind: RingKind
    range_m: float
    of: str
    figure: str
    figure_kind: str
    claimant: str
    sources: tuple[tuple[str, str], ...]
    note: str

    @property
    def words(self) -> str:
        """Return what a map says of the ring, such as ``200 km, claimed (maker): 48N6E2``."""
        claimant = f" ({self.claimant})" if self.claimant else ""
        return f"{self.range_m / 1000.0:.0f} km, {self.figure_kind}{claimant}: {self.of}"

    @property
    def short_words(self) -> str:
        """Return radius and kind, such as ``300 km (derived)``: not every ring stands in a brochure."""
        return f"{self.range_m / 1000.0:.0f} km ({self.figure_kind})"

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "kind": self.kind,
            "range_m": self.range_m,
            "of": self.of,
            "figure": self.figure,
            "figure_kind": self.figure_kind,
            "claimant": self.claimant,
            "sources": [{"title": title, "address": address} for title, address in self.sources],
            "note": self.note,
        }


def rings(system: System) -> tuple[float, float]:
    """Return the brochure detection ring and the brochure engagement ring of a system, m: the claimed
    ranges; 0 for the engagement ring of a system without interceptors.
    """
    return _detection(system)[2].best, _engagement(system)[2].best if system.can_engage else 0.0


def brochure_rings(system: System, catalogue: Catalogue) -> tuple[BrochureRing, ...]:
    """Return the rings of a system with their sources; one without interceptors has no engagement ring."""
    entries: list[tuple[RingKind, tuple[str, str, Figure]]] = [("detection", _detection(system))]
    if system.can_engage:
        entries.append(("engagement", _engagement(system)))
    return tuple(
        BrochureRing(
            kind=kind,
            range_m=figure.best,
            of=name,
            figure=figure_id,
            figure_kind=figure.kind,
            claimant=figure.claimant,
            sources=tuple(
                (catalogue.sources[source].title, catalogue.sources[source].address)
                for source in figure.sources
                if source in catalogue.sources
            ),
            note=figure.note,
        )
        for kind, (name, figure_id, figure) in entries
    )


def _detection(system: System) -> tuple[str, str, Figure]:
    """Return the radar whose range is drawn: its name, and the id and figure of the range."""
    radar = next(radar for radar in system.radars if radar.id == system.brochure_detection_radar)
    return radar.name, f"{system.id}/radars/{radar.id}/detection_range_m", radar.detection_range_m


def _engagement(system: System) -> tuple[str, str, Figure]:
    """Return the interceptor whose range is drawn: its name, and the id and figure of the range."""
    round_ = next(each for each in system.interceptors if each.id == system.brochure_interceptor)
    return round_.name, f"{system.id}/interceptors/{round_.id}/range_max_m", round_.range_max_m
