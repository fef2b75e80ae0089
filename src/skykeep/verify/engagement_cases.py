"""Handlers of engagement cases: textbook salvos, looks, magazines and channels, played by the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from skykeep.compiler.abstract import AbstractDefence, AbstractRaid

from .casefile import Case
from .played import case_seed, play
from .simulated import SimulatedHandler, leaker_figures, leaker_samples, leaker_span

__all__ = ["SIMULATED"]

_RUNS = 40_000
_FLIGHT_S = 20.0
_ASSESSMENT_S = 5.0
_LOOK_S = _FLIGHT_S + _ASSESSMENT_S
"""A shot and the look after it; the models of the cases count looks, not seconds."""
_SPEED_MPS = 300.0
_MEANS_OF_FIRE = frozenset({"s", "r", "rounds", "c", "m"})
"""Parameters without which nothing is fired: shots, looks, rounds of fire, channels, magazine."""

Scene = tuple[AbstractDefence, AbstractRaid]
Params = Mapping[str, float]


def _raid(threats: int, looks: int, *, spacing_s: float = 0.0) -> AbstractRaid:
    """Threats in reach from the start; the window closes half a look after the last intercept that counts."""
    start_s = spacing_s * np.arange(threats, dtype=np.float64)[None]
    path_s = (looks - 1) * _LOOK_S + _FLIGHT_S + 0.5 * _ASSESSMENT_S
    return AbstractRaid(
        threats=threats,
        range_m=path_s * _SPEED_MPS,
        speed_mps=_SPEED_MPS,
        start_s=start_s,
        ready_s=start_s,
    )


def _defence(rounds: int, kill_p: float, **changed: float) -> AbstractDefence:
    """One launcher that holds every round and needs no time between shots."""
    return AbstractDefence(
        launchers=1,
        rounds_per_launcher=rounds,
        kill_p=kill_p,
        flight_time_s=_FLIGHT_S,
        assessment_s=_ASSESSMENT_S,
        partial_salvo=False,
        **changed,  # type: ignore[arg-type]
    )


def _salvo(given: Params) -> Scene:
    n, s = int(given["n"]), int(given["s"])
    tracked = given.get("pt", 1.0)
    return _defence(n * s, given["p"], salvo_size=s, max_salvos=1, track_target_p=tracked), _raid(n, 1)


def _common_mode(given: Params) -> Scene:
    n, s = int(given["n"]), int(given["s"])
    tracked = given.get("pt", 1.0)
    return _defence(n * s, given["p"], salvo_size=s, max_salvos=1, track_raid_p=tracked), _raid(n, 1)


def _shoot_look_shoot(given: Params) -> Scene:
    n, r = int(given["n"]), int(given["r"])
    return _defence(n * r, given["p"], max_salvos=r), _raid(n, r)


def _shared_magazine(given: Params) -> Scene:
    n, r = int(given["n"]), int(given["r"])
    defence = _defence(int(given["m"]), given["p"], max_salvos=r)
    return defence, _raid(n, r, spacing_s=(r + 1) * _LOOK_S)


def _channel_rounds(given: Params) -> Scene:
    n, c, s, rounds = (int(given[name]) for name in ("n", "c", "s", "rounds"))
    magazine = int(given.get("m", min(n, c) * s * rounds))
    return _defence(magazine, given["p"], salvo_size=s, channels=c), _raid(n, rounds)


def _imperfect_assessment(given: Params) -> Scene:
    n, r = int(given["n"]), int(given["r"])
    errors = {"missed_kill_p": given["a"], "false_kill_p": given["b"]}
    return _defence(n * r, given["p"], max_salvos=r, **errors), _raid(n, r)


_SCENES: dict[str, tuple[Callable[[Params], Scene], frozenset[str], frozenset[str]]] = {
    "salvo": (_salvo, frozenset({"n", "s", "p"}), frozenset({"pt"})),
    "common_mode_salvo": (_common_mode, frozenset({"n", "s", "p"}), frozenset({"pt"})),
    "shoot_look_shoot": (_shoot_look_shoot, frozenset({"n", "r", "p"}), frozenset()),
    "sls_shared_magazine": (_shared_magazine, frozenset({"n", "r", "p", "m"}), frozenset()),
    "channel_rounds": (_channel_rounds, frozenset({"n", "c", "s", "p", "rounds"}), frozenset({"m"})),
    "imperfect_assessment": (_imperfect_assessment, frozenset({"n", "r", "p", "a", "b"}), frozenset()),
}
"""By kind: the scene that is equivalent, the parameters it needs and those it may have."""


def _params(case: Case) -> dict[str, float]:
    given = case.values["params"]
    if not isinstance(given, Mapping):
        raise ValueError(f"params = {given!r} is no table of parameters")
    needed = _SCENES[case.kind][1]
    for name in needed - set(given):
        raise ValueError(f"params lack {name}")
    found = {}
    for name, value in given.items():
        if value is None and name not in needed:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"params.{name} = {value!r} is not a number")
        found[name] = float(value)
    counts = {"n", *_MEANS_OF_FIRE} & set(found)
    for name in counts:
        if not found[name].is_integer() or not (1 if name == "n" else 0) <= found[name] <= 10_000:
            raise ValueError(f"params.{name} = {found[name]:g} is not a count")
    for name in set(found) - counts:
        if not 0.0 <= found[name] <= 1.0:
            raise ValueError(f"params.{name} = {found[name]:g} is not a probability")
    return found


def _known(case: Case) -> bool:
    """Whether a case has no parameter that its scene would pass over."""
    given = case.values["params"]
    _, needed, optional = _SCENES[case.kind]
    return not isinstance(given, Mapping) or set(given) <= needed | optional


def _scene(case: Case) -> Scene:
    """Return the scene of a case; where it has no shots, looks or channels there is nothing to fire."""
    given = _params(case)
    fireless = {name for name in _MEANS_OF_FIRE & set(given) if given[name] == 0.0}
    defence, raid = _SCENES[case.kind][0](given | dict.fromkeys(fireless, 1.0))
    return (replace(defence, rounds_per_launcher=0), raid) if fireless else (defence, raid)


def _play_leakage(case: Case, runs: int, key: int) -> dict[str, npt.ArrayLike]:
    defence, raid = _scene(case)
    parts = list(play(defence, raid, runs, seed=case_seed(case, key)))
    return leaker_samples(
        case,
        np.concatenate([part.leakers for part in parts]),
        np.concatenate([part.shots.sum(axis=1) for part in parts]),
        raid.threats,
    )


def _span(case: Case) -> dict[str, float]:
    defence, raid = _scene(case)
    return leaker_span(raid.threats, defence.rounds_per_launcher)


SIMULATED = (
    SimulatedHandler(
        frozenset(_SCENES),
        "engagement",
        ("params",),
        leaker_figures,
        _play_leakage,
        _RUNS,
        span=_span,
        also=_known,
    ),
)
