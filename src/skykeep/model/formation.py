"""A formation: fire units under one command post, as public sources describe it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .figure import Figure
from .notebook import Shown
from .wear import WHERE_GIVEN, SiteKind, SiteOffset, Upkeep

__all__ = ["Formation", "FormationSite", "Link", "LinkSettings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Shown):
    """A link between a command post and one under it, the same both ways.

    A report takes ``latency_s``, is lost with ``loss_p`` and occupies the link for ``report_s``.
    """

    latency_s: Figure
    loss_p: Figure
    report_s: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Formation(Shown):
    """Fire units of a ``system`` under one command post.

    ``post_radars`` are radars of the system that stand at the post, once, and not with each fire unit.
    ``fire_units`` says how many there are, ``spread_m`` how far from the post they stand.
    """

    id: str
    name: str
    origin: str
    unit_name: str
    summary: str
    system: str
    post_name: str
    fire_units: Figure
    spread_m: Figure
    link: Link
    post_radars: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSettings:
    """What a scenario says of the link to a superior post, in place of the figures of its formation; it works
    as long as the supply ``power`` does, where one is named."""

    latency_s: float | None = None
    loss_p: float | None = None
    report_s: float | None = None
    power: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormationSite:
    """The command post of a formation at a place, itself ``under`` another one or none; ``upkeep`` is that of
    it and of its radars."""

    id: str
    formation: str
    lat_deg: float
    lon_deg: float
    under: str = ""
    link: LinkSettings = field(default_factory=LinkSettings)
    policy: str = ""
    upkeep: Upkeep | None = field(default=None, metadata=WHERE_GIVEN)
    offset: SiteOffset | None = field(default=None, metadata=WHERE_GIVEN)
    site: SiteKind | None = field(default=None, metadata=WHERE_GIVEN)
