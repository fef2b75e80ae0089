"""A compiled policy fills a decision: a static instance of fire units with spare channels, of threats and of
what each shot is believed to miss; a salvo takes the place of a round there."""

from __future__ import annotations

from ...command.policies.matching import fill_matching
from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ...kernel.records import Grid, Rows
from ..state import Raid
from ..tables.assignment import SALVOS_AHEAD, Slot
from ..vocabulary.codes import EXACT, MARGINAL, ROLLING
from ..world import World
from .room import clear_room, real_grid, reals, whole_grid, wholes
from .search import fill_greedy, search_plan
from .survey import loads_of

__all__ = ["fill_answer"]


@kernel()
def fill_answer(world: World, raid: Raid, post: int, slot: Slot) -> None:
    """Put what the policy of a post decides about those in a slot into ``raid.answer``, rounds by unit and
    threat."""
    clear_room(raid)
    miss_p = real_grid(raid, slot.units, slot.threats)
    values = reals(raid, slot.threats)
    plan = whole_grid(raid, slot.units, slot.threats)
    left = wholes(raid, slot.units)
    policy = world.posts[post].policy
    for column in range(slot.threats):
        values[column] = raid.stakes[raid.aim_threats[column]].worth
    if policy == ROLLING:
        _look_ahead(world, raid, miss_p, values, left, plan)
    else:
        _pack(raid, miss_p, True)
        _fill_spare(raid, left)
    if policy == EXACT:
        _match(raid, miss_p, values, left, plan)
    elif policy == MARGINAL:
        search_plan(raid, miss_p, values, left, plan, 1)
    else:
        fill_greedy(raid, miss_p, values, left, plan, 1)
    for row in range(slot.units):
        for column in range(slot.threats):
            unit = raid.aim_units[row]
            threat = raid.aim_threats[column]
            raid.answer[unit, threat] = raid.aims[unit, threat].rounds if plan[row, column] > 0 else 0


@kernel()
def _look_ahead(
    world: World, raid: Raid, miss_p: Grid[float], values: Rows[float], left: Rows[int], plan: Grid[int]
) -> None:
    """Plan all rounds that units have at all that is known, and leave of the instance what is due now of the
    threats that the plan shoots at, for those that it chose and those with rounds to spare: the rest is kept
    for what comes."""
    _pack(raid, miss_p, False)
    for row in range(len(left)):
        left[row] = _salvos_left(world, raid, raid.aim_units[row], len(values))
    salvos = wholes(raid, len(left))
    for row in range(len(left)):
        salvos[row] = left[row]
    search_plan(raid, miss_p, values, left, plan, SALVOS_AHEAD)
    for row in range(len(left)):
        left[row] = salvos[row] - _sent(plan[row])
    for column in range(len(values)):
        planned = False
        for row in range(len(left)):
            planned = planned or plan[row, column] > 0
        for row in range(len(left)):
            due = raid.aims[raid.aim_units[row], raid.aim_threats[column]].due
            chosen = plan[row, column] > 0 or (planned and left[row] > 0)
            if not (due and chosen):
                miss_p[row, column] = 1.0
    _fill_spare(raid, left)


@kernel()
def _sent(row: Rows[int]) -> int:
    """Return how many salvos a row of a plan holds."""
    total = 0
    for column in range(len(row)):
        total += row[column]
    return total


@kernel()
def _pack(raid: Raid, miss_p: Grid[float], due_only: bool) -> None:
    """Put the shots that count into an instance; 1 where there is none."""
    for row in range(len(miss_p)):
        for column in range(len(miss_p[row])):
            aim = raid.aims[raid.aim_units[row], raid.aim_threats[column]]
            miss_p[row, column] = aim.miss_p if aim.due or not due_only else 1.0


@kernel()
def _fill_spare(raid: Raid, left: Rows[int]) -> None:
    """Let each unit have as many salvos as it can begin engagements."""
    for row in range(len(left)):
        left[row] = raid.spare[row]


@kernel()
def _salvos_left(world: World, raid: Raid, unit: int, threats: int) -> int:
    """Return how many salvos of the greatest size that is asked for a unit has rounds for, at least one if it
    has any."""
    rounds = loads_of(world, raid, unit)
    most = 1
    for column in range(threats):
        most = max(most, raid.aims[unit, raid.aim_threats[column]].rounds)
    return max(rounds // most, min(rounds, 1))


@kernel_on_demand()
def _match(raid: Raid, miss_p: Grid[float], values: Rows[float], left: Rows[int], plan: Grid[int]) -> None:
    """Fill a plan with the best matching."""
    room = (wholes(raid, len(values)), reals(raid, len(left)), wholes(raid, len(left)))
    fill_matching(miss_p, left, values, room, plan)
