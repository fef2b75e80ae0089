"""What stands about a site of a scenario, as coverage asks for it."""

from __future__ import annotations

from typing import get_args

from skykeep.catalogue import Catalogue
from skykeep.catalogue.wear_figures import surroundings_path
from skykeep.errors import UsageError, did_you_mean
from skykeep.model import Figure, SiteKind

__all__ = ["surroundings_of"]


def surroundings_of(site: str | None, catalogue: Catalogue) -> tuple[str, Figure] | None:
    """Return where the figure of what stands about a site is found, and the figure; None of an open one.

    Raises
    ------
    UsageError
        If it is no kind of site.
    """
    if site not in (None, *get_args(SiteKind)):
        raise UsageError(
            f"surroundings {site!r}: must be one of {', '.join(get_args(SiteKind))}."
            + did_you_mean(str(site), get_args(SiteKind))
        )
    return next(
        (
            (surroundings_path(each.id), each.mask_rad)
            for each in catalogue.wear.surroundings
            if each.id == site
        ),
        None,
    )
