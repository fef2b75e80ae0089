"""One raid played again with one thing different, under the same luck: would there have been a shot more?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from skykeep.core.raid.identity.aims import AIMS
from skykeep.core.raid.tables.doctrine import doctrine_keys
from skykeep.core.raid.vocabulary.codes import OUTCOME_NAMES, UNLIMITED
from skykeep.core.raid.world import Case

from .replay import play_raid

__all__ = ["Change", "Trial", "played_with", "try_changes", "with_values", "without_loss"]

Change = Callable[[Case], Case]
"""What makes another case of one."""

AMOUNTS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
"""How many more channels, or rounds on each launcher, are tried."""
_FAR_AWAY_S = 1e7
CUT_P = 1.0
"""A link that loses so large a share of its reports is cut."""
_NO_AIM = -1
_READY = tuple(f"{what}_ready_{end}" for what in ("launchers", "channels") for end in ("low", "best", "high"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A change and what came of it: ``before`` and ``after`` are the numbers that were changed, None where
    there are none; ``shots`` are the rounds that were then fired at the threat, ``helps`` says whether those
    are more than in the raid as it was."""

    change: str
    before: float | None
    after: float | None
    shots: int
    outcome: str
    helps: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """Changes by amount, from the smallest on, each with the number after it; the first that helps counts."""

    name: str
    before: float | None
    steps: tuple[tuple[float | None, Change], ...]


def try_changes(case: Case, world: int, replication: int, *, unit: int, threat: int) -> list[Trial]:
    """Return what each change alone would have done for a fire unit and a threat, smallest amounts first.

    Where an amount can be chosen the smallest that gives a shot more is told, or the greatest if none does.

    Parameters
    ----------
    case
        The compiled case.
    world, replication
        Key of the raid.
    unit, threat
        Rows of the fire unit and the threat.
    """
    shots, _ = played_with(case, world, replication, threat)
    return [
        _answer(case, world, replication, threat, shots, question)
        for question in _questions(case, world, unit, threat)
    ]


def played_with(case: Case, world: int, replication: int, threat: int) -> tuple[int, str]:
    """Return the rounds fired at a threat, and how it ended."""
    result = play_raid(case, world, replication).results.threats[0, threat]
    return int(result.shots), OUTCOME_NAMES[result.outcome]


def _answer(case: Case, world: int, replication: int, threat: int, shots: int, question: _Question) -> Trial:
    """Return the smallest step that gives a shot more than there were, else the greatest."""

    def trial(step: tuple[float | None, Change]) -> Trial:
        fired, outcome = played_with(step[1](case), world, replication, threat)
        return Trial(
            change=question.name,
            before=question.before,
            after=step[0],
            shots=fired,
            outcome=outcome,
            helps=fired > shots,
        )

    greatest = trial(question.steps[-1])
    if not greatest.helps:
        return greatest
    return next((found for found in map(trial, question.steps[:-1]) if found.helps), greatest)


def _questions(case: Case, world: int, unit: int, threat: int) -> Iterator[_Question]:
    """Yield what can be changed, where it is not so already."""

    def one(name: str, change: Change, *, before: float | None = None, after: float | None = None) -> Any:
        return _Question(name=name, before=before, steps=((after, change),))

    given: Any = case.units[world, unit]
    chances: Any = case.chances[world]
    kind = int(case.threats[threat].threat_class)
    for name, fields in (
        ("channels", ("target_channels",)),
        ("missile_channels", ("missile_channels",)),
        ("both_channels", ("target_channels", "missile_channels")),
    ):
        if all(given[field] < UNLIMITED for field in fields):
            yield _more_of(case, world, unit, name, fields)
    if given.operators > 0:
        yield _more_of(case, world, unit, "operators", ("operators",))
    yield _more_rounds(case, world, unit)
    yield _more_of_both(case, world, unit)
    if any(chances[name] < 1.0 for name in _READY):
        yield one("all_ready", lambda case: with_values(case, "chances", world, dict.fromkeys(_READY, 1.0)))
    if given.reaction_s + given.operator_s > 0.0:
        at_once = {"reaction_s": 0.0, "operator_s": 0.0}
        yield one(
            "reaction",
            lambda case: with_values(case, "units", (world, unit), at_once),
            before=float(given.reaction_s + given.operator_s),
            after=0.0,
        )
    if np.any(case.radars["sector_half_rad"][world] < np.pi):
        yield one("sector", lambda case: with_values(case, "radars", world, {"sector_half_rad": np.pi}))
    rules = dict.fromkeys(("hold_fire", *doctrine_keys()), 0)
    if given.max_salvos > 0 or any(case.doctrine[name][world, unit, kind] for name in rules):
        yield one("doctrine", lambda case: _without_rules(case, world, unit, rules))
    taken = {"taken_for_decoy": 0.0, "decoy_recognised": 0.0}
    if any(chances[name] > 0.0 for name in taken):
        yield one("decoys", lambda case: with_values(case, "chances", world, taken))
    tracked = {"track_raid": 1.0, "track_target": 1.0}
    if any(chances[name] < 1.0 for name in tracked):
        yield one("tracking_luck", lambda case: with_values(case, "chances", world, tracked))
    if chances.false_kill > 0.0:
        yield one("judgement", lambda case: with_values(case, "chances", world, {"false_kill": 0.0}))
    lossy = (case.links["loss_p"][world] > 0.0) & (case.links["loss_p"][world] < CUT_P)
    if lossy.any():
        yield one("links", lambda case: without_loss(case, world))
    others = np.arange(len(case.threats)) != threat
    at_nothing = dict.fromkeys(AIMS, _NO_AIM)
    if any(np.any(case.threats[aim][others] != _NO_AIM) for aim in AIMS):
        yield one("no_part_hit", lambda case: with_values(case, "threats", others, at_nothing))
    if others.any():
        yield one("alone", lambda case: _later(case, others))


def _more_of(case: Case, world: int, unit: int, name: str, fields: tuple[str, ...]) -> _Question:
    """Return the question how many more channels or operators would help."""
    before = {field: int(case.units[field][world, unit]) for field in fields}

    def with_more(amount: int) -> Change:
        after = {field: count + amount for field, count in before.items()}
        return lambda case: with_values(case, "units", (world, unit), after)

    first = before[fields[0]]
    steps = tuple((first + amount, with_more(amount)) for amount in AMOUNTS)
    return _Question(name=name, before=first, steps=steps)


def _more_rounds(case: Case, world: int, unit: int) -> _Question:
    """Return the question how many more rounds on each launcher that is there would help."""
    own = _launchers_of(case, world, unit)
    total = int(case.launchers["rounds"][world, own].sum())

    def with_more(amount: int) -> Change:
        return lambda case: _with_rounds(case, world, own, amount)

    steps = tuple((total + amount * len(own), with_more(amount)) for amount in AMOUNTS)
    return _Question(name="rounds", before=total, steps=steps)


def _more_of_both(case: Case, world: int, unit: int) -> _Question:
    """Return the question how many more rounds would help if channels were never short."""
    own = _launchers_of(case, world, unit)
    total = int(case.launchers["rounds"][world, own].sum())
    plenty = {"target_channels": UNLIMITED, "missile_channels": UNLIMITED}

    def with_more(amount: int) -> Change:
        return lambda case: with_values(
            _with_rounds(case, world, own, amount), "units", (world, unit), plenty
        )

    steps = tuple((total + amount * len(own), with_more(amount)) for amount in AMOUNTS)
    return _Question(name="rounds_and_channels", before=total, steps=steps)


def _launchers_of(case: Case, world: int, unit: int) -> Any:
    """Return the rows of the launchers that a fire unit has in a world."""
    given = case.units[world, unit]
    own = np.arange(given.first_launcher, given.end_launcher)
    return own[case.launchers["present"][world, own]]


def _with_rounds(case: Case, world: int, launchers: Any, amount: int) -> Case:
    """Return a case with more rounds on some launchers."""
    more = case.launchers["rounds"][world, launchers] + amount
    return with_values(case, "launchers", (world, launchers), {"rounds": more})


def _without_rules(case: Case, world: int, unit: int, rules: dict[str, int]) -> Case:
    """Return a case in which doctrine leaves a fire unit to shoot whenever and as often as it can."""
    free = with_values(case, "units", (world, unit), {"max_salvos": 0})
    return with_values(free, "doctrine", (world, unit), rules)


def _later(case: Case, others: Any) -> Case:
    """Return a case in which other threats come long after."""
    return with_values(case, "threats", others, {"delay_s": case.threats["delay_s"][others] + _FAR_AWAY_S})


def without_loss(case: Case, worlds: Any = slice(None)) -> Case:
    """Return a case whose links lose no report; one that is cut stays so."""
    loss_p = case.links["loss_p"][worlds]
    kept = np.where(loss_p < CUT_P, 0.0, loss_p)
    return with_values(case, "links", worlds, {"loss_p": kept})


def with_values(case: Case, table: str, rows: Any, values: dict[str, Any]) -> Case:
    """Return a case with other values in some rows of a table."""
    changed = getattr(case, table).copy()
    for name, value in values.items():
        changed[name][rows] = value
    return case._replace(**{table: changed})
