"""Handlers of salvo exchanges: by closed forms, and the defence against one salvo by the engine."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case
from skykeep.textbook import salvo_exchange
from skykeep.textbook.salvo_exchange import Aimed

from .casefile import Case
from .handler import Handler, checks, numbers, whole
from .judge import Check, Expected, compare
from .played import case_seed, parts, play_case
from .simulated import SimulatedHandler

__all__ = ["HANDLERS", "SIMULATED"]

_ABSOLUTE = Expected(("abs",), 1e-12)
_NOT_PLAYED = {"hughes_deterministic": "it balances means, and the engine plays raids"}
_RUNS = 40_000
_FLIGHT_S = 10.0
_ASSESSMENT_S = 5.0
_SPEED_MPS = 300.0


def _hughes(case: Case) -> list[Check]:
    """Compare the losses of both sides, each from the numbers at the start."""
    units = numbers(case, "A", "B")
    offence = numbers(case, "offence_per_A", "offence_per_B")
    defence = numbers(case, "defence_per_A", "defence_per_B")
    staying = numbers(case, "staying_A", "staying_B")
    lost = [
        salvo_exchange.hughes_loss(
            units[1 - side], offence[1 - side], units[side], defence[side], staying[side]
        )
        for side in (0, 1)
    ]
    return checks(case, {"loss_A": lost[0], "loss_B": lost[1]}, _ABSOLUTE)


def _aimed(case: Case) -> Aimed:
    rounds, shots = whole(case, "missiles", "defensive_shots")
    aimed_p, defence_p = numbers(case, "p_well_aimed", "p_defence")
    return Aimed(rounds, aimed_p, shots, defence_p)


def _stochastic(case: Case) -> list[Check]:
    aimed = _aimed(case)
    units, staying = whole(case, "units", "staying_power")
    armstrong = salvo_exchange.armstrong_hits(aimed)
    lost = salvo_exchange.losses(salvo_exchange.hits(aimed), units, staying)
    computed = {
        "armstrong_expected_hits": float(np.arange(armstrong.size) @ armstrong),
        "expected_loss": float(np.arange(lost.size) @ lost),
        "p_no_loss": float(lost[0]),
    }
    found = checks(case, computed, _ABSOLUTE)
    for name, law in (("armstrong_hits_pmf", armstrong), ("loss_pmf", lost)):
        listed = case.values.get(name)
        made = (
            compare(
                f"{name}[{place}]",
                float(law[place]) if place < law.size else 0.0,
                expected,
                _ABSOLUTE,
                case.file.tolerance,
            )
            for place, expected in enumerate(listed if isinstance(listed, list) else [])
        )
        found += [check for check in made if check is not None]
    return found


def _exact_losses(case: Case) -> dict[str, float]:
    """Return what a case expects of the units lost, number by number."""
    found = {
        name: numbers(case, name)[0]
        for name in ("expected_loss", "p_no_loss")
        if case.values.get(name) is not None
    }
    listed = case.values.get("loss_pmf")
    return found | {
        f"loss_pmf[{lost}]": float(p) for lost, p in enumerate(listed if isinstance(listed, list) else [])
    }


def _play_defence(case: Case, runs: int, key: int) -> dict[str, npt.ArrayLike]:
    """Let a fire unit with a few rounds meet one salvo; how it was aimed is drawn before.

    A badly aimed round is let pass, and hits nothing.
    """
    aimed = _aimed(case)
    units, staying = whole(case, "units", "staying_power")
    if aimed.rounds < 1 or staying < 1 or units < 0:
        raise ValueError(
            f"missiles = {aimed.rounds}, units = {units}, staying_power = {staying} cannot be played"
        )
    defence = AbstractDefence(
        launchers=1,
        rounds_per_launcher=aimed.defensive_shots,
        kill_p=aimed.defence_p,
        max_salvos=1,
        flight_time_s=_FLIGHT_S,
        assessment_s=_ASSESSMENT_S,
    )
    seed = case_seed(case, key)
    lost = []
    for part, raids in parts(aimed.rounds, runs):
        drawn = np.random.default_rng((seed, part)).random((raids, aimed.rounds))
        well_aimed = drawn < aimed.well_aimed_p
        raid = AbstractRaid(
            threats=aimed.rounds,
            range_m=(_FLIGHT_S + 0.5 * _ASSESSMENT_S) * _SPEED_MPS,
            speed_mps=_SPEED_MPS,
            start_s=np.zeros((1, aimed.rounds)),
            ready_s=np.where(well_aimed, 0.0, math.inf),
        )
        played = play_case(abstract_case(defence, raid, seed=seed + part), raids)
        hits = (played.leaked & well_aimed).sum(axis=1)
        lost.append(np.minimum(hits // staying, units))
    losses = np.concatenate(lost)
    found: dict[str, npt.ArrayLike] = {"expected_loss": losses, "p_no_loss": losses == 0}
    most = max(units, len(_exact_losses(case)))
    return found | {f"loss_pmf[{number}]": losses == number for number in range(most + 1)}


def _span(case: Case) -> dict[str, float]:
    return {"expected_loss": float(whole(case, "units")[0])}


_FIELDS = ("missiles", "p_well_aimed", "defensive_shots", "p_defence", "units", "staying_power")
HANDLERS = (
    Handler(
        "hughes_deterministic",
        "engagement",
        ("A", "B", "offence_per_A", "offence_per_B", "defence_per_A", "defence_per_B"),
        _hughes,
        not_played=_NOT_PLAYED,
    ),
    Handler("stochastic_salvo", "engagement", _FIELDS, _stochastic),
)
SIMULATED = (
    SimulatedHandler(frozenset(), "engagement", _FIELDS, _exact_losses, _play_defence, _RUNS, span=_span),
)
