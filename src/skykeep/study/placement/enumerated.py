"""Small problems solved by looking at every choice: for the few on which the solver breaks off."""

from __future__ import annotations

from itertools import chain, combinations
from math import comb

from .problem import Problem, value_of

__all__ = ["CHOICES_MOST", "best_of_all"]

CHOICES_MOST = 20_000
"""Choices that are looked at, at most: some seconds of work."""


def best_of_all(problem: Problem) -> tuple[int, ...] | None:
    """Return the best choice of sites, beside the fixed ones; None where there are too many to look at.

    Of several as good the first is taken, the fewest sites before more.
    """
    free = [site for site in range(problem.covers.shape[0]) if site not in problem.fixed]
    sizes = range(min(problem.count, len(free)) + 1)
    if sum(comb(len(free), size) for size in sizes) > CHOICES_MOST:
        return None
    choices = chain.from_iterable(combinations(free, size) for size in sizes)
    return max(
        (chosen for chosen in choices if _is_allowed(problem, (*problem.fixed, *chosen))),
        key=lambda chosen: value_of(problem, (*problem.fixed, *chosen)),
        default=None,
    )


def _is_allowed(problem: Problem, sites: tuple[int, ...]) -> bool:
    """Return whether no two sites are too near."""
    return not any(one in sites and other in sites for one, other in problem.apart)
