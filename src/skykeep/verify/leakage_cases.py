"""Handler of leakage cases by closed forms: the exact law of leakers and the mean rounds of each doctrine."""

from __future__ import annotations

from collections.abc import Callable

from skykeep.textbook import layers, leakage, luck
from skykeep.textbook.layers import Battery
from skykeep.textbook.leakage import Leakage

from .casefile import Case
from .handler import Handler, checks
from .judge import Check, Expected, compare
from .leakage_params import Params, is_known, read_params

__all__ = ["HANDLERS", "NOT_PLAYED"]

_ABSOLUTE = Expected(("abs",), 1e-9)
_RELATIVE = Expected(("rel",), 1e-9, relative=True)


def _common_mode(given: Params) -> Leakage:
    return leakage.common_mode_salvo(given["n"], given["s"], given["p"], given.get("pt", 1.0))


def _looks(given: Params) -> Leakage:
    return leakage.shoot_look_shoot(given["n"], given["r"], given["p"], given.get("s", 1))


def _channels(given: Params) -> Leakage:
    battery = Battery(given["c"], given["s"], given["p"], given["rounds"], given.get("m"))
    return layers.channel_rounds(given["n"], battery)


def _two_layers(given: Params) -> Leakage:
    area = Battery(given["c1"], 1, given["p1"], given["R1"], given.get("m1"))
    return layers.two_layers(given["n"], area, Battery(given["c2"], given["s2"], given["p2"], 1))


_LAWS: dict[str, Callable[[Params], Leakage]] = {
    "salvo": lambda given: leakage.salvo(given["n"], given["s"], given["p"], given.get("pt", 1.0)),
    "common_mode_salvo": _common_mode,
    "shared_luck_salvo": lambda g: luck.shared_luck_salvo(g["n"], g["s"], g["p"], g["rho"]),
    "shoot_look_shoot": _looks,
    "sls_shared_magazine": lambda g: layers.shared_magazine(g["n"], g["r"], g["p"], g["m"]),
    "channel_rounds": _channels,
    "imperfect_assessment": lambda g: leakage.assessed_looks(g["n"], g["r"], g["p"], g["a"], g["b"]),
    "independent_layers": lambda g: layers.independent_layers(g["n"], g["qs"]),
    "cut_links": lambda g: layers.independent_units(g["n"], g["qs"]),
    "even_volley": lambda g: leakage.even_volley(g["n"], g["m"], g["p"]),
    "uncoordinated": lambda g: leakage.uncoordinated(g["n"], g["m"], g["p"]),
    "decoys": lambda g: leakage.decoys(g["n"], g["d"], g["m"], g["p"]),
    "two_layer": _two_layers,
}
"""Closed forms by kind of case."""

NOT_PLAYED = {
    "uncoordinated": "fire units without links choose by time to go, all the same, and not at random",
}
"""Kinds that stand on their closed form alone, and why the engine cannot play them."""


def _leakage(case: Case) -> list[Check]:
    given = read_params(case)
    found = _LAWS[case.kind](given)
    leak_share = found.mean / given["n"]
    computed = {
        "expected_leakers": found.mean,
        "variance_leakers": found.variance,
        "p_zero_leakers": float(found.law[0]),
        "expected_shots": found.mean_rounds,
        "closed_form_expectation": found.mean,
        "per_target_leak_prob": leak_share,
        "per_target_kill_prob": 1.0 - leak_share,
    }
    made = checks(case, computed, _RELATIVE if _is_large(case) else _ABSOLUTE)
    made += checks(case, _per_target(case, given, found), _ABSOLUTE)
    return made + _law_checks(case, found)


def _is_large(case: Case) -> bool:
    """Whether means are so large that nine decimals are more digits than a double has."""
    return bool(case.values["params"]["n"] > 1000)


def _per_target(case: Case, given: Params, found: Leakage) -> dict[str, float]:
    """Return the figures of a case that its law does not hold."""
    if case.kind == "shoot_look_shoot":
        return {"rounds_per_target": leakage.rounds_per_target(given.get("s", 1), given["r"], given["p"])}
    if case.kind == "common_mode_salvo":
        kill_p = 1.0 - (1.0 - given["p"]) ** given["s"]
        return {"intraclass_correlation": luck.common_mode_correlation(kill_p, given.get("pt", 1.0))}
    if case.kind == "shared_luck_salvo" and given["n"] > 1:
        correlation = luck.correlation_of_counts(given["n"], found.mean, found.variance)
        return {"intraclass_correlation": correlation}
    return {}


def _law_checks(case: Case, found: Leakage) -> list[Check]:
    """Compare the probability of each number of leakers that a case lists."""
    listed = case.values.get("leaker_pmf")
    made = [
        compare(
            f"leaker_pmf[{leakers}]",
            float(found.law[leakers]) if leakers < found.law.size else 0.0,
            expected,
            _ABSOLUTE,
            case.file.tolerance,
        )
        for leakers, expected in enumerate(listed if isinstance(listed, list) else [])
    ]
    return [check for check in made if check is not None]


HANDLERS = (Handler("leakage", "engagement", ("params",), _leakage, also=is_known, not_played=NOT_PLAYED),)
