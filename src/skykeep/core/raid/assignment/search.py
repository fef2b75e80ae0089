"""Quick plans of an instance, and their mending by chains of exchanges, in the room of a raid."""

from __future__ import annotations

from ...command.policies.exchange_state import ADDS, SWAPS, Exchange, place_each, refresh_each
from ...command.policies.local_search import LENGTH, PASSES_MOST, descend
from ...command.policies.value_greedy import fill_value_greedy
from ...kernel.by_address import by_address
from ...kernel.jit import kernel
from ...kernel.on_demand import kernel_on_demand
from ...kernel.records import Grid, Rows
from ..state import Raid
from .room import real_grid, reals, whole_grid, wholes

__all__ = ["fill_greedy", "search_plan"]


@kernel()
def fill_greedy(
    raid: Raid, miss_p: Grid[float], values: Rows[float], left: Rows[int], plan: Grid[int], most: int
) -> None:
    """Fill a plan of at most so many salvos at a threat value-greedy; ``left`` is used up, values stay."""
    through = reals(raid, len(values))
    for column in range(len(values)):
        through[column] = values[column]
        for row in range(len(left)):
            plan[row, column] = 0
    fill_value_greedy(miss_p, left, through, (wholes(raid, len(values)), most), plan)


@kernel_on_demand()
def search_plan(
    raid: Raid, miss_p: Grid[float], values: Rows[float], left: Rows[int], plan: Grid[int], most: int
) -> None:
    """Fill a plan value-greedy and mend it by chains of exchanges; ``left`` is used up."""
    held = wholes(raid, len(left))
    useful = 0
    for row in range(len(left)):
        held[row] = left[row]
        useful += left[row]
    fill_greedy(raid, miss_p, values, left, plan, most)
    rounds = _hold(plan, held, min(useful, most * len(values)))
    goes = wholes(raid, rounds)
    state = Exchange(
        wholes(raid, rounds),
        wholes(raid, rounds),
        first=wholes(raid, len(values)),
        after=wholes(raid, rounds),
        number=wholes(raid, len(values)),
        value=reals(raid, len(values)),
        without=reals(raid, rounds),
        add_threat=whole_grid(raid, len(left), ADDS),
        add_change=real_grid(raid, len(left), ADDS),
        swap_round=whole_grid(raid, len(left), SWAPS),
        swap_change=real_grid(raid, len(left), SWAPS),
        label=real_grid(raid, LENGTH, rounds),
        before=whole_grid(raid, LENGTH, rounds),
        end_change=real_grid(raid, LENGTH, rounds),
        end_threat=whole_grid(raid, LENGTH, rounds),
        used=wholes(raid, len(values)),
    )
    _list_rounds(plan, held, state.shooter, goes)
    _mend(by_address(state), miss_p, values, goes, most)
    for row in range(len(left)):
        for column in range(len(values)):
            plan[row, column] = 0
    for number in range(rounds):
        if state.threat[number] >= 0:
            plan[state.shooter[number], state.threat[number]] += 1


@kernel()
def _mend(state: Exchange, miss_p: Grid[float], values: Rows[float], goes: Rows[int], most: int) -> None:
    """Put rounds where they go, and exchange them until no chain helps."""
    place_each(state, goes)
    refresh_each(state, miss_p, values)
    descend(state, miss_p, values, most, PASSES_MOST)


@kernel()
def _hold(plan: Grid[int], held: Rows[int], useful: int) -> int:
    """Count the rounds of each shooter that an exchange moves: those sent, and idle ones that could be of
    use; return all."""
    rounds = 0
    for row in range(len(held)):
        sent = 0
        for column in range(len(plan[0])):
            sent += plan[row, column]
        held[row] = max(sent, min(held[row], useful))
        rounds += held[row]
    return rounds


@kernel()
def _list_rounds(plan: Grid[int], held: Rows[int], shooter: Rows[int], goes: Rows[int]) -> None:
    """List rounds one by one: whose each is and where it goes, -1 for idle ones, which come last."""
    number = 0
    for row in range(len(held)):
        end = number + held[row]
        for column in range(len(plan[0])):
            for _ in range(plan[row, column]):
                shooter[number] = row
                goes[number] = column
                number += 1
        while number < end:
            shooter[number] = row
            goes[number] = -1
            number += 1
