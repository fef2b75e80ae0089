"""``skykeep.saturate`` and ``skykeep saturate``: the same numbers, whatever the workers."""

import json
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

import pytest

import skykeep
from skykeep.api.sizes import sizes_of
from skykeep.errors import UsageError
from skykeep.report.saturation_words import curve_sentences, raids_if_few

SIZE = {"worlds": 60, "replications": 2, "seed": 3, "jobs": 1}


@pytest.fixture(scope="module")
def found(small):
    """Give a saturation of the small scenario."""
    return skykeep.saturate(small, "1:12", classes=["mix", "srbm"], **SIZE)


def test_few_worlds_tell_counts_and_no_chance_of_a_hundred(found):
    curve = deepcopy(found.to_json()["curves"]["mix"])
    last = curve["points"][-1]
    assert raids_if_few(curve, found.replications) is None
    curve["stopping"] = {**curve["stopping"], "worlds": 49}
    few = raids_if_few(curve, found.replications)
    assert few == 49 * found.replications
    p = {**last["p_no_leaker"], "mean": 3 / few}
    curve["points"][-1] = {**last, "p_no_leaker": p}
    said = " ".join(curve_sentences("mix", curve, found.replications))
    assert f"none does in 3 of {few:,} raids, too few to be sure." in said
    assert "of 100 raids" not in said
    curve["stopping"] = {**curve["stopping"], "worlds": 50}
    assert "of 100 raids" in " ".join(curve_sentences("mix", curve, found.replications))


def test_points_and_knee_are_those_of_the_first_curve(found):
    plain = found.to_json()
    assert list(plain["curves"]) == ["mix", "srbm"]
    assert plain["points"] == plain["curves"]["mix"]["points"]
    assert plain["knee"] == plain["curves"]["mix"]["knee"]
    assert [point.n for point in found.points] == list(range(1, 13))
    assert {"n", "leakers", "binding_resource"} <= set(plain["points"][0])


def test_a_size_is_the_sweep_at_that_size(found, small):
    point = next(point for point in found.points if point.computed and point.n > 4)
    worlds = found.curves.mix.stopping.worlds
    sweep = skykeep.sweep(small, {"raid.count": [point.n]}, **(SIZE | {"worlds": worlds}))
    for name in ("mean", "mc_error_90", "luck_90", "ignorance_90", "total_90"):
        assert sweep.points[0].leakers[name] == point.leakers[name]
    assert sweep.points[0].p_no_leaker.mean == point.p_no_leaker.mean
    assert dict(sweep.points[0].ledger) == dict(point.ledger)


def test_the_chart_has_whole_sizes_on_its_axes_and_its_legend_beside_the_lines(found, monkeypatch):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from skykeep.report import saturation_chart

    figure = Figure(figsize=(9.0, 9.0))
    FigureCanvasAgg(figure)

    @contextmanager
    def chart_kept(*_, **__):
        yield figure.subplots(2, 1)

    monkeypatch.setattr(saturation_chart, "chart_file", chart_kept)
    saturation_chart.write_saturation_chart(found.to_json(), Path("chart.svg"))
    figure.canvas.draw()
    for axes in figure.axes:
        assert all(float(place).is_integer() for place in (*axes.get_xticks(), *axes.get_yticks()))
        assert axes.get_legend().get_window_extent().x0 > axes.get_window_extent().x1


def test_the_bytes_do_not_depend_on_jobs(found, small):
    again = skykeep.saturate(small, range(1, 13), classes=["mix", "srbm"], **(SIZE | {"jobs": 2}))
    assert json.dumps(again.to_json()) == json.dumps(found.to_json())


def test_the_table_has_a_row_for_each_curve_and_size(found):
    rows = found.table.to_pylist()
    assert [(row["curve"], row["n"]) for row in rows] == [
        (name, n) for name in ("mix", "srbm") for n in range(1, 13)
    ]
    assert rows[5]["leakers_mean"] == found.points[5].leakers.mean


def test_the_command_prints_the_same_and_writes_what_is_asked_for(found, small, command):
    words = ["saturate", small, "--n", "1:12", "--class", "mix", "--class", "srbm"]
    code, out, err = command(*words, "-w", 60, "-r", 2, "--seed", 3, "--json", "--out", "there")
    assert code == 0, err
    assert json.loads(out) == json.loads(json.dumps(found.to_json()))
    assert json.loads(Path("there/saturate.json").read_text(encoding="utf-8")) == json.loads(out)
    chart = Path("there/saturate.svg").read_text(encoding="utf-8")
    assert "magazine floor" in chart
    assert "what public figures let the mean be" in chart


def test_the_command_tells_knee_binding_and_both_doubts_in_words(small, command):
    code, out, _ = command("saturate", small, "--n", "1:8", "-w", 60, "-r", 2, "--class", "cruise-missile")
    told = " ".join(out.split())
    assert code == 0
    assert "one leaker is expected" in told
    assert "Ignorance: we are 90 % sure that" in told.replace("\xa0", " ")
    assert "Luck: in 90 of 100 such raids" in told
    assert "What most leakers lacked" in told


@pytest.mark.parametrize(
    ("given", "sizes"),
    [
        ("1:4", (1, 2, 3, 4)),
        ("2:9:3", (2, 5, 8)),
        ("8,4", (4, 8)),
        (3, (3,)),
        ([5, 2], (2, 5)),
        ("1..3", (1, 2, 3)),
    ],
)
def test_sizes_are_read(given, sizes):
    assert sizes_of(given) == sizes


@pytest.mark.parametrize("given", ["", "0:3", "4:2", "1:2:3:4", "x", "1:9:0", [], [True], "-1"])
def test_what_is_no_size_is_refused(given):
    with pytest.raises(UsageError, match="must be sizes of a raid from 1 to"):
        sizes_of(given)


def test_an_order_is_no_goal_for_sizes(small):
    with pytest.raises(UsageError, match="there are no options here to put in order"):
        skykeep.saturate(small, "1:2", until="order")
