"""A design that only a run takes: other studies say that they do not, a single raid is that of the run."""

from dataclasses import replace

import pytest

import skykeep

FEW = {"worlds": 2, "replications": 1, "seed": 3, "jobs": 1}
UNTIL = FEW | {"until": 9.0}
# sensitivity has its warnings from where claim and stress have them, and takes a minute to play
STUDIES = {
    "sweep": lambda asked: skykeep.sweep(asked, "raid.groups.0.count=1,2", **FEW),
    "saturate": lambda asked: skykeep.saturate(asked, "1:2", **UNTIL),
    "stress": lambda asked: skykeep.stress(asked, **UNTIL),
    "claim": lambda asked: skykeep.claim(asked, 0.8, **UNTIL),
    "policies": lambda asked: skykeep.compare_policies(asked, ["nearest-first", "marginal"], **UNTIL),
    "sovereignty": lambda asked: skykeep.sovereignty(
        asked, classes="fighter", heights=3000, bearings=2, eyes=False, **FEW
    ),
}


@pytest.fixture(scope="module")
def evenly(small):
    """Give the small scenario as one that asks for worlds spread evenly."""
    asked = skykeep.load_scenario(small)
    return replace(asked, study=replace(asked.study, worlds=16, design="sobol"))


@pytest.mark.parametrize("study", STUDIES)
def test_a_study_says_once_that_it_does_not_take_the_design_and_answers_as_without_it(study, evenly):
    ask = STUDIES[study]
    plain = ask(evenly).to_json()
    said = [warning for warning in plain["warnings"] if warning["name"] == "design_not_used"]
    assert [warning["text"] for warning in said] == [
        "The scenario asks for the design sobol, which this study does not take: its worlds are independent "
        "draws of the public figures. Only a run takes that design."
    ]
    without = ask(replace(evenly, study=replace(evenly.study, design=None))).to_json()
    for answer in (plain, without):
        answer.pop("policies", None)  # how long each took to decide is by the clock
    assert without == plain | {"warnings": [each for each in plain["warnings"] if each not in said]}


def test_a_run_takes_the_design_and_a_raid_that_is_told_is_the_one_of_the_run(evenly):
    run = skykeep.run(evenly, replications=2, jobs=1)
    assert "design_not_used" not in {warning["name"] for warning in run.to_json()["warnings"]}
    for world in (3, 11):
        there = run.replay(world=world, replication=1).to_json()
        assert skykeep.replay(evenly, world=world, replication=1).to_json() == there


def test_the_terminal_says_it_too(small, tmp_path, command):
    text = small.read_text(encoding="utf-8")
    assert "[study]" in text
    asked = tmp_path / "evenly.toml"
    asked.write_text(text.replace("[study]", '[study]\ndesign = "sobol"'), encoding="utf-8")
    code, out, err = command("sweep", asked, "--set", "raid.groups.0.count=1,2", "-w", 2, "-r", 1, "--quiet")
    assert code == 0, err
    assert "asks for the design sobol, which this study does not take" in " ".join(out.split())
