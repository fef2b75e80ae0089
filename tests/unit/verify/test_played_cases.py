"""Cases that the engine plays: unseen parameters pass, a wrong parameter fails."""

import copy
import dataclasses
import itertools
import json
import math
from collections import defaultdict

import pytest

from skykeep.verify import run as run_module
from skykeep.verify.casefile import CaseFile, shipped_cases
from skykeep.verify.run import FileReport, run_file


def report_on(folder: str, *rows: dict) -> list[FileReport]:
    return run_file(CaseFile(None, f"{folder}/unseen.json", folder, {"cases": list(rows)}))


def played(folder: str, *rows: dict) -> FileReport:
    return next(report for report in report_on(folder, *rows) if report.method == "simulated")


def leakage(kind: str, params: dict, pmf: list[float], shots: float | None = None) -> dict:
    mean = math.fsum(leakers * p for leakers, p in enumerate(pmf))
    variance = math.fsum((leakers - mean) ** 2 * p for leakers, p in enumerate(pmf))
    row = {"kind": kind, "params": params, "expected_leakers": mean, "p_zero_leakers": pmf[0]}
    row |= {"variance_leakers": variance}
    return row | {"leaker_pmf": pmf} | ({} if shots is None else {"expected_shots": shots})


def binomial(n: int, leak: float) -> list[float]:
    return [math.comb(n, k) * leak**k * (1.0 - leak) ** (n - k) for k in range(n + 1)]


def salvo(n: int, s: int, p: float, pt: float = 1.0) -> dict:
    given = {"n": n, "s": s, "p": p} | ({} if pt == 1.0 else {"pt": pt})
    return leakage("salvo", given, binomial(n, 1.0 - pt * (1.0 - (1.0 - p) ** s)), n * s * pt)


def common_mode(n: int, s: int, p: float, pt: float) -> dict:
    pmf = [pt * part for part in binomial(n, (1.0 - p) ** s)]
    pmf[n] += 1.0 - pt
    return leakage("common_mode_salvo", {"n": n, "s": s, "p": p, "pt": pt}, pmf, n * s * pt)


def looks(n: int, r: int, p: float) -> dict:
    shots = n * math.fsum((1.0 - p) ** look for look in range(r))
    return leakage("shoot_look_shoot", {"n": n, "r": r, "p": p}, binomial(n, (1.0 - p) ** r), shots)


def imperfect(n: int, r: int, p: float, a: float, b: float) -> dict:
    alive, dead, leak, shots = 1.0, 0.0, 0.0, 0.0  # chances that a target is still under fire
    for _ in range(r):
        shots += alive + dead
        dead = (dead + p * alive) * a
        leak += (1.0 - p) * alive * b
        alive *= (1.0 - p) * (1.0 - b)
    given = {"n": n, "r": r, "p": p, "a": a, "b": b}
    return leakage("imperfect_assessment", given, binomial(n, leak + alive), n * shots)


def by_chain(start: tuple, step) -> dict:
    """Return the chances of last states; ``step(state)`` gives (chance, next state), or None at the end."""
    live, ended = {start: 1.0}, defaultdict(float)
    while live:
        later = defaultdict(float)
        for state, chance in live.items():
            ways = step(state)
            if ways is None:
                ended[state] += chance
            for part, following in ways or ():
                later[following] += chance * part
        live = later
    return ended


def summed(ended: dict, n: int) -> tuple[list[float], float]:
    """Return the law of leakers and the mean shots of last states (leakers, shots, ...)."""
    pmf = [math.fsum(chance for state, chance in ended.items() if state[0] == k) for k in range(n + 1)]
    return pmf, math.fsum(chance * state[1] for state, chance in ended.items())


def rounds(n: int, c: int, s: int, p: float, last: int, m: int | None = None) -> dict:
    hit = 1.0 - (1.0 - p) ** s

    def step(state):
        alive, shots, number = state
        left = math.inf if m is None else (m - shots) // s
        engaged = min(alive, c, left)
        if number == last or engaged == 0:
            return None
        return [
            (binomial(engaged, hit)[killed], (alive - killed, shots + engaged * s, number + 1))
            for killed in range(engaged + 1)
        ]

    given = {"n": n, "c": c, "s": s, "p": p, "rounds": last} | ({} if m is None else {"m": m})
    return leakage("channel_rounds", given, *summed(by_chain((n, 0, 0), step), n))


def magazine(n: int, r: int, p: float, m: int) -> dict:
    def step(state):
        leakers, shots, target, look = state
        if target == n:
            return None
        if look == r or shots == m:
            return [(1.0, (leakers + 1, shots, target + 1, 0))]
        return [
            (p, (leakers, shots + 1, target + 1, 0)),
            (1.0 - p, (leakers, shots + 1, target, look + 1)),
        ]

    given = {"n": n, "r": r, "p": p, "m": m}
    return leakage("sls_shared_magazine", given, *summed(by_chain((0, 0, 0, 0), step), n))


def layered(n: int, *qs: float) -> dict:
    leak = math.prod(1.0 - q for q in qs)
    return leakage("independent_layers", {"n": n, "qs": list(qs)}, binomial(n, leak))


def two_layers(n: int, c1: int, looks1: int, p1: float, s2: int, p2: float, c2: int, m1: int | None = None):
    first = rounds(n, c1, 1, p1, looks1, m1)["leaker_pmf"]
    hit, pmf = 1.0 - (1.0 - p2) ** s2, [0.0] * (n + 1)
    for arrived, chance in enumerate(first):
        met = min(arrived, c2)
        for killed in range(met + 1):
            pmf[arrived - killed] += chance * binomial(met, hit)[killed]
    given = {"n": n, "c1": c1, "R1": looks1, "p1": p1, "s2": s2, "p2": p2, "c2": c2}
    return leakage("two_layer", given | ({} if m1 is None else {"m1": m1}), pmf)


def cut_links(n: int, *qs: float) -> dict:
    return layered(n, *qs) | {"kind": "cut_links", "expected_shots": n * len(qs)}


def volley(n: int, m: int, p: float) -> dict:
    pmf = [1.0]
    for target in range(n):
        leak = (1.0 - p) ** (m // n + (target < m % n))
        pmf = [
            leak * (pmf[k - 1] if k else 0.0) + (1.0 - leak) * (pmf[k] if k < len(pmf) else 0.0)
            for k in range(len(pmf) + 1)
        ]
    return leakage("even_volley", {"n": n, "m": m, "p": p}, pmf, m)


def among_decoys(n: int, d: int, m: int, p: float) -> dict:
    fired, pmf = min(m, n + d), [0.0] * (n + 1)
    for real in range(max(fired - d, 0), min(fired, n) + 1):
        chance = math.comb(n, real) * math.comb(d, fired - real) / math.comb(n + d, fired)
        for killed in range(real + 1):
            pmf[n - killed] += chance * binomial(real, p)[killed]
    return leakage("decoys", {"n": n, "d": d, "m": m, "p": p}, pmf, fired)


def salvos(n: int, r: int, s: int, p: float) -> dict:
    row = looks(n, r, 1.0 - (1.0 - p) ** s)
    return row | {"params": {"n": n, "r": r, "s": s, "p": p}, "expected_shots": s * row["expected_shots"]}


def loss_of(servers: int, load: float) -> float:
    terms = [load**k / math.factorial(k) for k in range(servers + 1)]
    return terms[-1] / math.fsum(terms)


def saturation(servers: int, load: float, **more: float) -> dict:
    return {
        "servers": servers,
        "offered_load_erlang": load,
        "erlang_B_loss": loss_of(servers, load),
    } | more


@pytest.fixture
def _fewer_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Play an eighth of the runs: enough to tell a wrong parameter, as the tests of wrong ones show."""
    fewer = tuple(dataclasses.replace(player, runs=player.runs // 8) for player in run_module.SIMULATED)
    monkeypatch.setattr(run_module, "SIMULATED", fewer)


UNSEEN = [
    *(salvo(3, 1, 0.35), salvo(17, 3, 0.62), salvo(5, 2, 0.5, 0.4), salvo(1, 1, 1.0), salvo(7, 2, 0.0)),
    *(common_mode(6, 1, 0.55, 0.7), common_mode(3, 5, 0.9, 0.0), common_mode(40, 2, 0.8, 1.0)),
    *(looks(1, 1, 0.4), looks(11, 5, 0.3), looks(24, 2, 0.9)),
    *(magazine(5, 3, 0.5, 7), magazine(9, 1, 0.8, 4), magazine(3, 2, 0.6, 100), magazine(4, 2, 0.6, 0)),
    *(rounds(7, 3, 2, 0.6, 4), rounds(9, 2, 1, 0.9, 2), rounds(5, 9, 3, 0.3, 2), rounds(8, 4, 3, 0.5, 3, 20)),
    *(rounds(6, 3, 2, 0.8, 5, 1), rounds(30, 6, 1, 0.75, 3, 17)),
    *(salvo(3, 0, 0.5), looks(3, 0, 0.5), rounds(4, 0, 1, 0.5, 2), rounds(4, 2, 1, 0.5, 0)),
    *(rounds(20, 1, 4, 0.95, 1), magazine(3, 2, 0.99, 20)),
    *(layered(9, 0.3), layered(5, 0.6, 0.0, 0.4), layered(3, 0.9, 1.0)),
    *(
        two_layers(7, 3, 2, 0.6, 1, 0.7, 2),
        two_layers(5, 5, 3, 0.4, 3, 0.3, 5, 6),
        two_layers(4, 0, 2, 0.5, 2, 0.5, 1),
    ),
    *(
        two_layers(4, 2, 0, 0.5, 2, 0.5, 3),
        two_layers(4, 2, 1, 0.5, 0, 0.5, 3),
        two_layers(4, 2, 1, 0.5, 2, 0.5, 0),
    ),
    *(cut_links(6, 0.4), cut_links(4, 0.5, 0.3), cut_links(3, 0.2, 0.6, 0.9)),
    *(volley(7, 23, 0.4), volley(4, 4, 0.8), volley(5, 3, 0.6), volley(3, 0, 0.5)),
    *(
        among_decoys(5, 2, 4, 0.7),
        among_decoys(2, 9, 3, 0.9),
        among_decoys(3, 0, 2, 0.5),
        among_decoys(2, 2, 9, 0.6),
    ),
    *(salvos(5, 2, 3, 0.35), salvos(2, 4, 2, 0.2)),
    *(imperfect(8, 4, 0.5, 0.25, 0.1), imperfect(3, 2, 0.7, 1.0, 0.0), imperfect(3, 2, 0.7, 0.0, 1.0)),
]


@pytest.mark.usefixtures("_fewer_runs")
@pytest.mark.parametrize("row", UNSEEN, ids=lambda row: f"{row['kind']}-{list(row['params'].values())}")
def test_unseen_leakage_cases_pass(row: dict) -> None:
    for report in report_on("engagement", row):
        assert report.failures == ()
        assert (report.status, report.passed) == ("passed", 1)


@pytest.mark.parametrize(
    "row",
    [
        saturation(5, 3.3),
        saturation(2, 0.1, mean_service_s=12.5, arrival_rate_per_s=0.008),
        saturation(20, 33.0, mean_service_s=100.0),
        {"servers": 7, "arrival_rate_per_s": 0.25, "mean_service_s": 30.0, "erlang_B_loss": loss_of(7, 7.5)},
    ],
    ids=str,
)
def test_unseen_channel_saturation_is_played_and_computed(row: dict) -> None:
    exact, simulated = report_on("queueing", row)
    assert (exact.method, exact.status, exact.passed) == ("exact", "passed", 1)
    assert (simulated.method, simulated.status, simulated.passed) == ("simulated", "passed", 1)


def test_a_loss_too_rare_to_be_played_is_left_to_the_closed_form() -> None:
    (report,) = report_on("queueing", saturation(24, 4.8))
    assert (report.method, report.passed) == ("exact", 1)


WRONG = [
    (salvo(4, 2, 0.7), {"p": 0.72}),
    (salvo(4, 2, 0.7), {"s": 3}),
    (salvo(6, 2, 0.6, 0.9), {"pt": 0.87}),
    (common_mode(10, 2, 0.7, 0.95), {"pt": 0.92}),
    (looks(8, 3, 0.5), {"r": 2}),
    (looks(5, 2, 0.7), {"p": 0.66}),
    (magazine(6, 2, 0.7, 8), {"m": 9}),
    (rounds(8, 4, 1, 0.7, 3), {"c": 5}),
    (rounds(8, 4, 1, 0.7, 3), {"rounds": 2}),
    (rounds(10, 6, 1, 0.8, 3, 12), {"m": 13}),
    (imperfect(6, 3, 0.7, 0.1, 0.05), {"a": 0.05, "b": 0.1}),
    (imperfect(6, 3, 0.7, 0.1, 0.05), {"a": 0.15}),
    (layered(8, 0.6, 0.5), {"qs": [0.6, 0.46]}),
    (two_layers(7, 3, 2, 0.6, 1, 0.7, 2), {"c1": 4}),
    (two_layers(7, 3, 2, 0.6, 1, 0.7, 2), {"c2": 3}),
    (two_layers(7, 3, 2, 0.6, 1, 0.7, 2), {"R1": 3}),
    (two_layers(7, 3, 2, 0.6, 1, 0.7, 4), {"s2": 2}),
    (two_layers(7, 3, 3, 0.6, 1, 0.7, 4, 5), {"m1": 6}),
    (cut_links(6, 0.5, 0.4), {"qs": [0.5, 0.46]}),
    (volley(7, 23, 0.4), {"m": 22}),
    (among_decoys(5, 4, 4, 0.7), {"d": 3}),
    (salvos(5, 2, 3, 0.35), {"s": 2}),
]


@pytest.mark.usefixtures("_fewer_runs")
@pytest.mark.parametrize(("row", "wrong"), WRONG, ids=lambda part: part.get("kind") or str(part))
def test_an_engine_with_a_wrong_parameter_fails(row: dict, wrong: dict) -> None:
    spoiled = copy.deepcopy(row)
    spoiled["params"] |= wrong
    for report in report_on("engagement", spoiled):
        assert (report.status, report.failed) == ("failed", 1)
        assert report.worst is not None
        assert report.worst.error > report.worst.tolerance


@pytest.mark.usefixtures("_fewer_runs")
@pytest.mark.parametrize(
    "field",
    [
        "expected_leakers",
        "variance_leakers",
        "expected_shots",
        "p_zero_leakers",
        "leaker_pmf",
        "per_target_leak_prob",
        "per_target_kill_prob",
    ],
)
def test_each_figure_is_judged_alone(field: str) -> None:
    row = looks(8, 3, 0.5) | {"per_target_leak_prob": 0.125, "per_target_kill_prob": 0.875}
    if field == "expected_leakers":
        del row["variance_leakers"]  # it is about the mean
    if field == "leaker_pmf":
        row[field] = [*row[field][:2], row[field][2] + 0.02, row[field][3] - 0.02, *row[field][4:]]
    else:
        row[field] *= 1.2 if field == "variance_leakers" else 1.06
    for report in report_on("engagement", row):
        assert report.failed == 1
        assert all(field in failure for failure in report.failures)


@pytest.mark.usefixtures("_fewer_runs")
@pytest.mark.parametrize(("servers", "load"), [(4, 4.8), (3, 4.9), (5, 4.8)])
def test_a_wrong_number_of_channels_or_load_fails(servers: int, load: float) -> None:
    row = saturation(servers, load) | {"erlang_B_loss": loss_of(4, 4.7)}
    assert played("queueing", row).status == "failed"


def test_a_case_that_expects_nothing_is_named(tmp_path) -> None:
    (report,) = report_on("engagement", {"kind": "salvo", "params": {"n": 2, "s": 1, "p": 0.5}})
    assert (report.status, report.kinds_not_covered) == (
        "not covered",
        ("salvo without expected values",),
    )


def test_an_expectation_that_is_no_number_fails_a_played_case() -> None:
    report = played("engagement", salvo(2, 1, 0.5) | {"expected_shots": "two"})
    assert report.failed == 1
    assert "expected_shots = 'two' is not a number" in report.failures[0]


def test_a_parameter_that_the_scene_does_not_know_is_not_covered() -> None:
    row = looks(8, 3, 0.5)
    row["params"]["pt"] = 0.9
    (report,) = report_on("engagement", row)
    assert (report.status, report.kinds_not_covered) == ("not covered", ("shoot_look_shoot",))


@pytest.mark.usefixtures("_fewer_runs")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"p_defence": 0.66}, "expected_loss"),
        ({"defensive_shots": 5}, "p_no_loss"),
        ({"units": 2}, "loss_pmf[3]"),
    ],
    ids=str,
)
def test_a_salvo_against_a_wrong_defence_fails(wrong: dict, field: str) -> None:
    row = json.loads((shipped_cases() / "engagement" / "salvo_models.json").read_text())["cases"][6]
    for report in report_on("engagement", row):
        assert report.status == "passed"
    for report in report_on("engagement", row | wrong):
        assert report.status == "failed"
        assert any(field in failure for failure in report.failures)


@pytest.mark.parametrize(("loss_p", "messages"), [(0.3, 4), (0.0, 5), (1.0, 2), (0.05, 40)])
def test_lost_messages_are_lost_over_the_links_of_the_engine(loss_p: float, messages: int) -> None:
    row = {"loss_p": loss_p, "messages": messages, "p_none_lost": (1.0 - loss_p) ** messages}
    exact, simulated = report_on("engagement", row)
    assert (exact.status, simulated.status) == ("passed", "passed")
    if 0.0 < loss_p < 1.0:
        wrong = report_on("engagement", row | {"loss_p": loss_p + 0.05})
        assert [report.status for report in wrong] == ["failed", "failed"]


def test_more_messages_than_can_be_played_are_left_to_the_closed_form() -> None:
    (report,) = report_on("engagement", {"loss_p": 0.0, "messages": 5000, "p_none_lost": 1.0})
    assert (report.method, report.status) == ("exact", "passed")


def test_what_the_engine_cannot_play_yet_is_said() -> None:
    row = {"kind": "uncoordinated", "params": {"n": 2, "m": 1, "p": 0.5}, "leaker_pmf": [0.0, 0.5, 0.5]}
    (report,) = report_on("engagement", row, row)
    assert (report.method, report.status, report.passed) == ("exact", "passed", 2)
    (words,) = report.not_played
    assert words.startswith("uncoordinated: fire units without links choose by time to go")
    assert report.as_row()["not_played"] == [words]


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"n": 4, "s": 2}, "params lack p"),
        ({"n": "four", "s": 2, "p": 0.5}, "params.n = 'four' is not a number"),
        ({"n": 4.5, "s": 2, "p": 0.5}, r"params.n = 4.5 is not a count"),
        ({"n": 4, "s": -1, "p": 0.5}, r"params.s = -1 is not a count"),
        ({"n": 0, "s": 1, "p": 0.5}, r"params.n = 0 is not a count"),
        ({"n": 4, "s": 2, "p": 1.5}, r"params.p = 1.5 is not a probability"),
        ([4, 2, 0.5], "is no table of parameters"),
    ],
    ids=str,
)
def test_parameters_that_cannot_be_played_fail_with_a_reason(params: object, message: str) -> None:
    for report in report_on("engagement", {"kind": "salvo", "params": params, "expected_leakers": 1.0}):
        assert report.status == "failed"
        assert message in report.failures[0]


@pytest.mark.parametrize("qs", [[], 0.5, [0.5, "x"], [0.5, 1.5], None])
def test_layers_that_are_no_list_of_probabilities_fail_with_a_reason(qs: object) -> None:
    row = {"kind": "independent_layers", "params": {"n": 4, "qs": qs}, "expected_leakers": 1.0}
    for report in report_on("engagement", row):
        assert report.status == "failed"
        assert "params.qs" in report.failures[0]


def timeline() -> list[dict]:
    return json.loads((shipped_cases() / "engagement" / "shot_timeline.json").read_text())["cases"]


@pytest.mark.parametrize(
    "field", ["launch_s", "target_range_at_launch_m", "intercept_s", "intercept_range_m"]
)
def test_a_wrong_time_or_range_fails_planner_and_engine(field: str) -> None:
    row = timeline()[2]
    row["shots"][1][field] *= 1.0 + 1e-8
    (report,) = report_on("engagement", row)
    assert (report.status, report.failed) == ("failed", 1)
    assert [failure.split()[1] for failure in report.failures] == ["planner", "engine"]


@pytest.mark.parametrize("name", ["R0", "vt", "vi", "rmin", "rmax", "treact", "tassess"])
def test_every_input_of_a_timeline_counts(name: str) -> None:
    changed = []
    for row in timeline():
        row[name] = row[name] * 1.5 + 1.0
        (report,) = report_on("engagement", row)
        changed.append(report.status)
    assert "failed" in changed


def closed_form(row: dict) -> list[tuple[float, float]]:
    """Return launches and intercepts by the words of the reference file."""
    closing = row["vi"] + row["vt"]
    share = row["vi"] / closing
    earliest_s, found = row["treact"], []
    while True:
        launch_s = max(earliest_s, (row["R0"] - row["rmax"] / share) / row["vt"])
        range_m = row["R0"] - row["vt"] * launch_s
        if share * range_m < row["rmin"]:
            return found
        intercept_s = launch_s + range_m / closing
        found.append((launch_s, intercept_s))
        earliest_s = intercept_s + row["tassess"]


@pytest.mark.parametrize(
    "speeds", list(itertools.product([70.0, 300.0, 2500.0], [650.0, 1200.0])), ids=lambda speeds: f"{speeds}"
)
def test_unseen_timelines_pass(speeds: tuple[float, float]) -> None:
    row = {"R0": 83e3, "vt": speeds[0], "vi": speeds[1], "rmin": 900.0, "rmax": 31e3, "treact": 7.0}
    row["tassess"] = 1.5
    shots = closed_form(row)
    row |= {"n_shots": len(shots)}
    row["shots"] = [
        {
            "launch_s": launch_s,
            "target_range_at_launch_m": row["R0"] - row["vt"] * launch_s,
            "intercept_s": intercept_s,
            "intercept_range_m": row["R0"] - row["vt"] * intercept_s,
        }
        for launch_s, intercept_s in shots
    ]
    (report,) = report_on("engagement", row)
    assert (report.status, report.failures) == ("passed", ())


def test_a_timeline_of_none_has_no_shot() -> None:
    row = {
        "R0": 20e3,
        "vt": 1000,
        "vi": 1000,
        "rmin": 5e3,
        "rmax": 9e3,
        "treact": 12,
        "tassess": 0,
        "n_shots": 0,
    }
    (report,) = report_on("engagement", row | {"shots": []})
    assert report.status == "passed"
    (report,) = report_on("engagement", row | {"n_shots": 1})
    assert report.status == "failed"


@pytest.mark.parametrize(("mtbf_s", "mttr_s"), [(10.0, 30.0), (7e4, 7e4), (1e-3, 5e-4)])
def test_the_share_of_raids_in_which_a_launcher_works_is_what_the_closed_form_says(mtbf_s, mttr_s):
    right = mtbf_s / (mtbf_s + mttr_s)
    row = {"kind": "availability", "mtbf_s": mtbf_s, "mttr_s": mttr_s}
    assert played("engagement", row | {"availability": right}).passed == 1
    assert played("engagement", row | {"availability": right + 0.06}).failed == 1
