"""Handlers of engagement cases that the engine plays: salvos, looks, magazines, channels, layers, decoys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from skykeep.compiler.abstract import AbstractDefence, AbstractRaid, abstract_case

from .casefile import Case
from .leakage_params import MEANS_OF_FIRE, Params, is_known, read_params
from .played import Played, case_seed, parts, play_case
from .simulated import SimulatedHandler, leaker_figures, leaker_samples, leaker_span

__all__ = ["SIMULATED"]

_RUNS = 40_000
_FLIGHT_S = 20.0
_ASSESSMENT_S = 5.0
_LOOK_S = _FLIGHT_S + _ASSESSMENT_S
"""A shot and the look after it; the models of the cases count looks, not seconds."""
_SPEED_MPS = 300.0
_MIXED_S = 1e-3
"""Between threats that come in a drawn order: long enough to tell them apart, too short to count."""


class Scene(NamedTuple):
    """What is played: fire units, the raid, whether its threats come in a drawn order, and the chance that a
    report from one unit to another is lost, None where they belong to one post.
    """

    units: tuple[AbstractDefence, ...]
    raid: AbstractRaid
    mixed: bool = False
    link_loss_p: float | None = None


def _window_m(looks: int) -> float:
    """Return the length of a path that ends half a look after the last intercept that counts."""
    return ((looks - 1) * _LOOK_S + _FLIGHT_S + 0.5 * _ASSESSMENT_S) * _SPEED_MPS


def _raid(
    threats: int,
    range_m: float,
    *,
    spacing_s: float = 0.0,
    classes: tuple[int, ...] = (),
    decoys: int = 0,
) -> AbstractRaid:
    """Threats that are in reach from the start."""
    start_s = spacing_s * np.arange(threats, dtype=np.float64)[None]
    return AbstractRaid(
        threats=threats,
        range_m=range_m,
        speed_mps=_SPEED_MPS,
        start_s=start_s,
        ready_s=start_s,
        classes=classes,
        decoys=decoys,
    )


def _defence(rounds: int, kill_p: float, **changed: object) -> AbstractDefence:
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
    n, s = given["n"], given["s"]
    tracked = given.get("pt", 1.0)
    unit = _defence(n * s, given["p"], salvo_size=s, max_salvos=1, track_target_p=tracked)
    return Scene((unit,), _raid(n, _window_m(1)))


def _common_mode(given: Params) -> Scene:
    n, s = given["n"], given["s"]
    tracked = given.get("pt", 1.0)
    unit = _defence(n * s, given["p"], salvo_size=s, max_salvos=1, track_raid_p=tracked)
    return Scene((unit,), _raid(n, _window_m(1)))


def _shared_luck(given: Params) -> Scene:
    """One kill chance for all shots of a raid, drawn from a beta law."""
    n, s = given["n"], given["s"]
    unit = _defence(n * s, given["p"], salvo_size=s, max_salvos=1, raid_kill_share=given["rho"])
    return Scene((unit,), _raid(n, _window_m(1)))


def _shoot_look_shoot(given: Params) -> Scene:
    n, r, s = given["n"], given["r"], given.get("s", 1)
    return Scene((_defence(n * r * s, given["p"], max_salvos=r, salvo_size=s),), _raid(n, _window_m(r)))


def _shared_magazine(given: Params) -> Scene:
    n, r = given["n"], given["r"]
    unit = _defence(given["m"], given["p"], max_salvos=r)
    return Scene((unit,), _raid(n, _window_m(r), spacing_s=(r + 1) * _LOOK_S))


def _channel_rounds(given: Params) -> Scene:
    n, c, s, rounds = (given[name] for name in ("n", "c", "s", "rounds"))
    magazine = given.get("m", min(n, c) * s * rounds)
    unit = _defence(magazine, given["p"], salvo_size=s, channels=c)
    return Scene((unit,), _raid(n, _window_m(rounds)))


def _imperfect_assessment(given: Params) -> Scene:
    n, r = given["n"], given["r"]
    errors = {"missed_kill_p": given["a"], "false_kill_p": given["b"]}
    return Scene((_defence(n * r, given["p"], max_salvos=r, **errors),), _raid(n, _window_m(r)))


def _even_volley(given: Params) -> Scene:
    """Two classes of threats: those that get one round more, and the rest."""
    n, m = given["n"], given["m"]
    each, more = divmod(m, n)
    salvos = (each + 1, max(each, 1))
    classes = (0,) * more + (1,) * (n - more)
    unit = _defence(m, given["p"], max_salvos=1, salvo_by_class=salvos)
    return Scene((unit,), _raid(n, _window_m(1), classes=classes))


def _decoys(given: Params) -> Scene:
    """Real threats and decoys come in a drawn order, and the rounds go to the first."""
    n, d = given["n"], given["d"]
    unit = _defence(given["m"], given["p"], max_salvos=1)
    return Scene((unit,), _raid(n + d, _window_m(1), decoys=d), mixed=True)


def _independent_layers(given: Params) -> Scene:
    """A fire unit for each layer, all in reach; each shoots once at what the others have not killed."""
    n, kill_ps = given["n"], given["qs"]
    units = tuple(_defence(n, kill_p, max_salvos=1) for kill_p in kill_ps)
    return Scene(units, _raid(n, _window_m(len(kill_ps))))


def _cut_links(given: Params) -> Scene:
    """Fire units without word from each other shoot at once."""
    n, kill_ps = given["n"], given["qs"]
    units = tuple(_defence(n, kill_p, max_salvos=1) for kill_p in kill_ps)
    return Scene(units, _raid(n, _window_m(1)), link_loss_p=1.0)


def _two_layers(given: Params) -> Scene:
    """An area unit, and a point unit whose reach begins when the area unit has looked for the last time."""
    n, rounds = given["n"], given["R1"]
    area_s = rounds * _LOOK_S
    point_m = (_FLIGHT_S + 1.0 + 0.5 * _ASSESSMENT_S) * _SPEED_MPS
    range_m = area_s * _SPEED_MPS + point_m
    area = _defence(
        given.get("m1", n * rounds),
        given["p1"],
        channels=given["c1"],
        range_min_m=range_m - _window_m(rounds),
    )
    point = _defence(
        n * given["s2"],
        given["p2"],
        channels=given["c2"],
        salvo_size=max(given["s2"], 1),
        range_max_m=0.5 * _ASSESSMENT_S * _SPEED_MPS,
    )
    return Scene((area, point), _raid(n, range_m))


_SCENES: dict[str, Callable[[Params], Scene]] = {
    "salvo": _salvo,
    "common_mode_salvo": _common_mode,
    "shared_luck_salvo": _shared_luck,
    "shoot_look_shoot": _shoot_look_shoot,
    "sls_shared_magazine": _shared_magazine,
    "channel_rounds": _channel_rounds,
    "imperfect_assessment": _imperfect_assessment,
    "even_volley": _even_volley,
    "decoys": _decoys,
    "independent_layers": _independent_layers,
    "cut_links": _cut_links,
    "two_layer": _two_layers,
}
"""By kind: the scene that is equivalent."""


def _scene(case: Case) -> Scene:
    """Return the scene of a case; where it has no shots, looks or channels there is nothing to fire."""
    given = read_params(case)
    fireless = {name for name in MEANS_OF_FIRE & set(given) if given[name] == 0}
    scene = _SCENES[case.kind]({**given, **dict.fromkeys(fireless, 1)})
    units = (replace(unit, rounds_per_launcher=0) for unit in scene.units)
    return scene._replace(units=tuple(units)) if fireless else scene


def _play_scene(scene: Scene, raids: int, seed: int) -> Played:
    """Return the raids of one part under a seed; a drawn order is drawn for each raid."""
    raid = scene.raid
    if scene.mixed:
        shape = (raids, raid.threats)
        places = np.random.default_rng(seed).permuted(np.broadcast_to(np.arange(raid.threats), shape), axis=1)
        start_s = _MIXED_S / raid.threats * places
        raid = replace(raid, start_s=start_s, ready_s=start_s)
    first, *others = scene.units
    case = abstract_case(first, raid, seed=seed, others=others, link_loss_p=scene.link_loss_p)
    return play_case(case, raids)


def _play_leakage(case: Case, runs: int, key: int) -> dict[str, npt.ArrayLike]:
    scene, seed = _scene(case), case_seed(case, key)
    real = scene.raid.threats - scene.raid.decoys
    played = [_play_scene(scene, raids, seed + number) for number, raids in parts(scene.raid.threats, runs)]
    return leaker_samples(
        case,
        np.concatenate([part.leaked[:, :real].sum(axis=1) for part in played]),
        np.concatenate([part.shots.sum(axis=1) for part in played]),
        real,
    )


def _span(case: Case) -> dict[str, float]:
    scene = _scene(case)
    rounds = sum(unit.rounds_per_launcher for unit in scene.units)
    return leaker_span(scene.raid.threats - scene.raid.decoys, rounds)


SIMULATED = (
    SimulatedHandler(
        frozenset(_SCENES),
        "engagement",
        ("params",),
        leaker_figures,
        _play_leakage,
        _RUNS,
        span=_span,
        also=is_known,
    ),
)
