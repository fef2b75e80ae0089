"""What stands about a site of a scenario, as coverage asks for it."""

from __future__ import annotations

from skykeep.catalogue import Catalogue
from skykeep.catalogue.wear_figures import surroundings_path
from skykeep.model import Figure, SiteKind

__all__ = ["surroundings_of"]


def surroundings_of(site: SiteKind | None, catalogue: Catalogue) -> tuple[str, Figure] | None:
    """Return where the figure of what stands about a site is found, and the figure; None of an open one."""
    path = surroundings_path(site)
    figures = {each.id: each.mask_rad for each in catalogue.wear.surroundings}
    return (path, figures[site]) if path and site is not None else None
