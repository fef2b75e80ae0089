"""``skykeep.assign``: the same numbers from a file, a folder and objects, with a table and plain data."""

import json

import pytest

import skykeep
from skykeep.errors import UsageError
from skykeep.model import AssignmentCase

QUICK = ["nearest-first", "value-greedy", "local-search"]
CASE = AssignmentCase(
    name="two at two",
    shooters=("a", "b"),
    rounds=(1, 2),
    threats=("x", "y"),
    value_by_threat=(10.0, 5.0),
    kill_p=((0.9, 0.8), (0.5, 0.1)),
)


def test_a_case_is_assigned_with_its_bound_and_plan():
    found = skykeep.assign(CASE, policy=QUICK, jobs=1)
    (case,) = found.instances
    assert [each.policy for each in case.policies] == QUICK
    nearest, _, local = case.policies
    # a at y and both of b at x: 10 x 0.25 + 5 x 0.2; nearest-first spends a at x
    assert local.value_surviving == pytest.approx(3.5)
    assert nearest.value_surviving == pytest.approx(10 * 0.1 * 0.5 + 5 * 0.9)
    assert case.lower_bound == pytest.approx(3.5)
    assert local.proven
    assert local.gap == 0.0
    assert nearest.gap == pytest.approx(5.0 / 3.5 - 1.0)
    assert {(shots.shooter, shots.threat, shots.rounds) for shots in local.plan} == {
        ("a", "y", 1),
        ("b", "x", 2),
    }
    assert case.bound_time_s > 0.0
    assert "assumed" in found


def test_a_policy_that_looks_has_its_own_bound_and_an_interval():
    found = skykeep.assign(CASE, policy="rolling", looks=3, seed=2, jobs=1)
    (rolling,) = found.instances[0].policies
    assert rolling.looks == 3
    assert rolling.mc_error_90[0] < rolling.value_surviving < rolling.mc_error_90[1]
    assert rolling.lower_bound <= rolling.value_surviving
    assert not rolling.proven
    again = skykeep.assign(CASE, policy="rolling", looks=3, seed=2, jobs=2).instances[0].policies[0]
    assert again.value_surviving == rolling.value_surviving
    at_once = skykeep.assign(CASE, policy="rolling", looks=1, jobs=1).instances[0].policies[0]
    assert (at_once.looks, at_once.mc_error_90, at_once.proven) == (1, None, True)


def test_results_are_plain_data_and_tables():
    found = skykeep.assign([CASE, CASE], policy=QUICK, jobs=1)
    plain = found.to_json()
    assert json.loads(json.dumps(plain)) == plain
    assert len(found.table) == 6
    rows = found.table.to_pylist()
    assert rows[2]["value_surviving"] == plain["instances"][0]["policies"][2]["value_surviving"]
    assert all(found.table.meanings.values())
    assert "2 cases" in repr(found)


def test_what_a_file_states_as_best_is_held_against(tmp_path):
    row = {"p": [[0.9, 0.8], [0.5, 0.1]], "values": [10, 5], "stock": [1, 2], "optimum": 3.5}
    (tmp_path / "rows.json").write_text(json.dumps({"cases": [row, {"name": "empty"}]}), encoding="utf-8")
    found = skykeep.assign(tmp_path, policy="exact", jobs=1)
    (case,) = found.instances
    assert case.policies[0].gap_to_best_known == 0.0
    assert case.file.endswith("rows.json")
    assert len(found.remarks) == 1


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"policy": "exat"}, r"policy 'exat': must be one of .* Did you mean 'exact'\?"),
        ({"looks": 0}, "looks 0: must be a whole number from 1 to 20"),
        ({"seed": -1}, "seed -1: must be a whole number"),
        ({"jobs": 0}, "jobs 0: must be a whole number"),
    ],
)
def test_mistakes_are_told_in_the_words_of_the_command(asked, message):
    with pytest.raises(UsageError, match=message):
        skykeep.assign(CASE, **asked)


def test_something_else_than_a_case_is_refused():
    with pytest.raises(UsageError, match="source: given int; must be a path or an AssignmentCase"):
        skykeep.assign([3])
