"""The guide to policies: its scenario, its commands and its Python run as they stand there."""

import json
import re
import shlex
from pathlib import Path

import pytest

import skykeep
from skykeep.cli import main
from skykeep.model import BUILT_IN_POLICIES

GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "policies.md").read_text(encoding="utf-8")


def blocks(language):
    """Return the blocks of the guide in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """Return a folder with the scenario of the guide."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "two-cities.toml").write_text(blocks("toml")[0], encoding="utf-8")
    return tmp_path


@pytest.fixture
def called(capsys, monkeypatch):
    """Return a function that calls a command: exit code, output, errors."""

    def _called(command):
        monkeypatch.setattr("sys.argv", shlex.split(command))
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code or 0, *capsys.readouterr()

    return _called


def test_every_policy_of_the_guide_is_one_that_there_is():
    named = re.findall(r"^\| `([a-z-]+)` \| ", GUIDE, re.MULTILINE)
    assert sorted(named) == sorted(BUILT_IN_POLICIES)


def test_the_commands_of_the_guide_run_and_all_raids_are_the_same(workplace, called):
    commands = re.findall(r"^\$ (skykeep .*)$", "".join(blocks("console")), re.MULTILINE)
    assert len(commands) == 3
    codes, answers, _ = zip(*map(called, commands), strict=True)
    assert codes == (0, 0, 0)
    assert "rolling" in answers[1]
    assert "It bounds no raid" in " ".join(answers[1].split())
    told = json.loads(answers[2])
    first, exact = told["policies"]
    assert (first["policy"], exact["policy"]) == ("nearest-first", "exact")
    assert first["value_change"]["mean"] == 0.0
    assert exact["value_change"]["mean"] == pytest.approx(
        exact["value_surviving"]["mean"] - first["value_surviving"]["mean"]
    )
    assert told["value"] == 220.0
    assert exact["gap"]["worst"] == pytest.approx(0.0, abs=1e-6)
    assert exact["gap"]["decisions"] >= exact["gap"]["proven"] >= 10
    one, two = (called(f"{commands[2]} --jobs {jobs}")[1] for jobs in (1, 2))
    assert without_times(one) == without_times(two) == without_times(answers[2])


def without_times(answer):
    """Return an answer without its run times."""
    told = json.loads(answer)
    for row in told["policies"]:
        del row["run_time_s"], row["gap"]["proof_time_s"]
    return told


def test_the_python_of_the_guide_runs(workplace):
    pytest.importorskip("pandas")
    names = {}
    for block in blocks("python"):
        exec(compile(block, "policies.md", "exec"), names)
    assert names["total"] < 0.0
    last = names["found"].policies[2]
    assert (last.policy, last.built_in) == ("last-minute", False)
    assert last.value_surviving.mean > 0.0
    assert last.gap.of_raid.mean >= 0.0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("two-cities.toml --policy value-greed", "Did you mean 'value-greedy'"),
        ("two-cities.toml --looks 2", "--looks is for assignment files"),
        ("two-batteries --worlds 5", "--worlds is for raids"),
    ],
)
def test_what_cannot_be_answered_is_told_with_what_can(workplace, called, given, words):
    code, out, err = called(f"skykeep assign {given}")
    assert (code, out) == (2, "")
    assert words in " ".join(err.split())


def test_an_episode_refuses_steps_before_it_begins_and_worlds_that_there_are_not(workplace):
    episode = skykeep.Episode("two-cities.toml", worlds=1)
    with pytest.raises(skykeep.SkykeepError, match=r"no decision is open"):
        episode.step([])
    with pytest.raises(skykeep.SkykeepError, match=r"worlds are 0 to 0 here"):
        episode.reset(world=1)
