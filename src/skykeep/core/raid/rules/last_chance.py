"""A last-chance salvo: ``last_chance_rounds`` are fired together where no second look is possible, as far as
other rules leave them."""

from __future__ import annotations

from ...kernel.jit import kernel
from ..identity.recognition import held_class
from ..shots.options import shoots_again
from ..state import Raid
from ..tables.entities import Option, Terms
from ..world import World

__all__ = ["weigh_shot"]


@kernel()
def weigh_shot(world: World, raid: Raid, unit: int, threat: int, terms: Terms, option: Option) -> None:
    """Enlarge the salvo if the launcher could not shoot again after the salvo has been judged."""
    asked = world.doctrine[unit, held_class(world, raid, unit, threat)].last_chance_rounds
    rounds = min(asked, terms.rounds_most)
    if rounds <= terms.rounds:
        return
    judged_s = option.intercept_s + world.units[unit].assessment_s
    if not shoots_again(world, raid, unit, threat, option.launcher, judged_s, terms):
        terms.rounds = rounds
