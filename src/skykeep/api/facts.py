"""``skykeep.compare_figures`` and ``gaps``: what public sources say of two systems, and what none says."""

from __future__ import annotations

from pathlib import Path

from skykeep.catalogue import Catalogue, comparison
from skykeep.catalogue.comparison import FigureComparison
from skykeep.catalogue.gaps import FieldGap, field_gaps

from .inputs import catalogue_of
from .kinds import refuses_wrong_kinds

__all__ = ["compare_figures", "gaps"]


@refuses_wrong_kinds
def compare_figures(a: str, b: str, *, catalogue: Catalogue | Path | str | None = None) -> FigureComparison:
    """Return two systems beside each other, figure by figure, in SI units.

    Parameters
    ----------
    a, b
        Ids of systems.
    catalogue
        A catalogue, or a file or folder of your own to be read beside the shipped one.

    Raises
    ------
    CatalogueError
        If there is no such system.

    Examples
    --------
    >>> found = compare_figures("s-300pmu-2", "m-sam-ii")
    >>> [pair.reading for pair in found.pairs if pair.field == "range_max_m"]
    ['favours a']
    """
    facts = catalogue_of(catalogue)
    return comparison.compare_figures(facts.system(a), facts.system(b))


@refuses_wrong_kinds
def gaps(*, catalogue: Catalogue | Path | str | None = None) -> tuple[FieldGap, ...]:
    """Return every field of the systems that engage, the least public first.

    Parameters
    ----------
    catalogue
        As for :func:`compare_figures`.

    Examples
    --------
    >>> [gap.field for gap in gaps() if gap.nobody][:3]
    ['reference_p_detect', 'slew_time_s', 'coast_s']
    """
    return field_gaps(catalogue_of(catalogue).systems.values())
