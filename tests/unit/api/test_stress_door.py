"""``skykeep.stress`` and ``skykeep stress``: the same numbers, whatever the workers."""

import json
import re
from pathlib import Path

import pytest

import skykeep
from skykeep.errors import UsageError
from skykeep.report.stress_words import stress_sentences

SIZE = {"worlds": 60, "replications": 2, "seed": 3, "until": 9.0, "jobs": 1}
WORDS = ["-w", 60, "-r", 2, "--seed", 3, "--until", "9.0"]


@pytest.fixture(scope="module")
def found(small):
    """Give the small scenario under every loss."""
    return skykeep.stress(small, **SIZE)


def test_the_result_has_a_baseline_and_every_loss(found):
    plain = found.to_json()
    assert {"leakers", "waterfall", "ledger"} <= set(plain["baseline"])
    assert {"lost", "leakers", "change"} <= set(plain["losses"][0])
    assert {loss.lost for loss in found.losses} == {
        "unit-1",
        "unit-1/64n6e2",
        "unit-1/76n6",
        "unit-1/30n6e2",
        "unit-1/main",
        "unit-1/main/0",
        "outside/cueing",
        "readiness/half",
        "jamming/stand-off",
    }
    assert found.losses[0].change.mean > 0.0


def test_the_bytes_do_not_depend_on_jobs(found, small):
    again = skykeep.stress(small, **(SIZE | {"jobs": 2}))
    assert json.dumps(again.to_json()) == json.dumps(found.to_json())


def test_the_table_begins_with_the_whole_defence(found):
    rows = found.table.to_pylist()
    assert [row["lost"] for row in rows] == ["", *(loss.lost for loss in found.losses)]
    assert rows[0]["leakers_mean"] == found.baseline.leakers.mean
    assert rows[0]["change_mean"] is None
    assert rows[1]["change_mean"] == found.losses[0].change.mean


def test_the_command_prints_the_same_and_writes_what_is_asked_for(found, small, command):
    code, out, err = command("stress", small, *WORDS, "--json", "--out", "there")
    assert code == 0, err
    assert json.loads(out) == json.loads(json.dumps(found.to_json()))
    assert json.loads(Path("there/stress.json").read_text(encoding="utf-8")) == json.loads(out)
    chart = Path("there/stress.svg").read_text(encoding="utf-8")
    assert "unit-1/76n6" in chart
    assert "leaked, by reason" in chart


def test_the_command_tells_what_hurts_most_with_both_doubts(small, command):
    code, out, _ = command("stress", small, *WORDS)
    told = " ".join(out.split()).replace("\xa0", " ")
    assert code == 0
    assert re.search("Without unit-1(, | or )[^.]*nothing is shot at any more", told)
    assert "Of the rest, what hurts most is to lose" in told
    assert "hurts most is to lose unit-1 (" not in told
    assert "Luck: in 90 of 100 such raids" in told
    assert "Ignorance: we are 90 % sure that it adds" in told
    assert "tracked by some radar" in told


def test_a_run_loses_the_same(found, small):
    run = skykeep.run(small, lost="unit-1/76n6", worlds=60, replications=2, seed=3)
    row = next(loss for loss in found.losses if loss.lost == "unit-1/76n6")
    assert run.leakers.mean == pytest.approx(row.leakers.mean)
    assert any("Out of action from the start: unit-1/76n6" in warning.text for warning in run.warnings)
    assert run.replay(world=1, replication=1) is not None


def test_a_run_folder_remembers_what_is_lost(small, tmp_path):
    folder = tmp_path / "run"
    skykeep.run(small, lost=["unit-1/76n6"], worlds=2, replications=1, seed=3, out=folder)
    assert json.loads((folder / "run.json").read_text(encoding="utf-8"))["tables"]["lost"] == ["unit-1/76n6"]
    with pytest.raises(UsageError, match="another run"):
        skykeep.run(small, worlds=2, replications=1, seed=3, out=folder, existing="resume")


@pytest.mark.parametrize("call", [skykeep.run, skykeep.stress, skykeep.saturate])
def test_a_node_that_there_is_not_is_refused_with_the_nearest(call, small):
    with pytest.raises(UsageError, match=r"lost: given 'unit-1/76n7', .* Did you mean 'unit-1/76n6'\?"):
        call(small, lost=["unit-1/76n7"])


def test_what_was_not_played_is_not_spoken_of(found):
    plain = found.to_json()
    part = plain | {"losses": [row for row in plain["losses"] if not row["stands_out"]][:2]}
    assert part["losses"], "every loss of the small scenario stands out"
    assert not re.search(r"losses played", " ".join(stress_sentences(plain)))
    assert re.search(r"None of the (other )?losses played adds leakers", " ".join(stress_sentences(part)))
    worst = plain | {"losses": plain["losses"][:-1]}
    assert "Of the rest of those played, what hurts most" in " ".join(stress_sentences(worst))
