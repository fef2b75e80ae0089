"""A new user's tasks: every question of the readme is put as it says, and what comes back answers it."""

import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app
from skykeep.study import brief_case

ROOT = Path(__file__).parents[2]
FEWER = {
    "backtest": "--worlds 10 --replications 1",
    "brief": "--worlds 60 --replications 1",
    "place": "--worlds 0",
    "claim": "--worlds 60 --replications 2",
    "compare": "--worlds 60 --replications 1 --coverage-worlds 2 --no-losses",
    "saturate": "--worlds 60 --replications 2",
    "sensitivity": "--points 64 --trajectories 4 --replications 2",
    "stress": "--worlds 60 --replications 2",
}
"""What is added to commands that play thousands of raids by default."""
WHOLE = {"skykeep brief iraq": "make brief", "skykeep verify": "tests/reference/test_shipped_cases.py"}
"""Commands that are run as they stand elsewhere, the first by the gate itself."""
SHARE = r"\d+(?:\.\d)?%? \(\d+-\d+\)"
ANSWERS = {
    "What is seen and can be engaged": [
        r"Brochure rings: detection 300 km \(derived\), engagement 200 km \(claimed\)",
        rf" 30 .*{SHARE}.*{SHARE}.* horizon",
        rf" 1000 .*{SHARE}.*{SHARE}.* horizon",
        r"every public figure at the end against, and at the end for, the defender",
    ],
    "A map of it": [r"baghdad\.pdf", r"baghdad\.kml"],
    "Who sees this one point": [r"In sight: no", r"hidden by ground of \d+ m above sea level", r"line\.svg"],
    "Are four battalions enough": [
        r"four S-300 battalions would be enough to cover all Iraq",
        r"The proven best four battalions",
        r"At no height is there a number of these 40 sites",
        r"Proven: no other choice of these candidates covers more",
        r"greedy",
        r"none: all reach \d+ %",
        r"wrote place",
    ],
    "What does a raid do": [
        r"Of 24 real threats launched, stopped on average \d+ %",
        r"\(\d+\.\d to \d+\.\d\) leak",
        r"found no round ready",
        r"Public figures only: \d+ of \d+ that can change it are assumed",
        r"skykeep run --resume runs/cruise --full",
        r"runs/cruise",
    ],
    "What happened to each threat": [
        r"\d+ real threats: \d+ killed, \d+ leaked",
        r"raid/axis-0/cruise-missile/1: (killed|leaked|aborted)",
        r"first in sight",
        r"above ground m",
    ],
    "How does such a raid look": [
        r"build/raid\.zip\.acmi: Tacview ACMI 2\.2, for Tacview",
        r"the median of 100 raids by leakers: \d+ in this one",
        r"24 threats, \d+ interceptors, a point every 1 s",
    ],
    "Why did nobody shoot at it": [r"cruise-missile", r"leaked|not tracked|killed", r"shot"],
    "How many threats saturate it": [r"saturation", r"leaker", r"rounds|channels|tracking"],
    "What if a radar, a launcher": [r"hurts most is to lose", r"readiness/half", r"64n6e2", r"stress"],
    '"99 % reliable protection"': [r"99 %", r"launched", r"claim"],
    "Which unknown figures does the answer hang on": [
        r"The facts worth finding",
        r"would take \d+ % \(\d+ to \d+\) off the doubt",
        r"launchers, loads and reloads",
        r"sensitivity",
    ],
    "Does what it predicts agree": [
        r"claims? about 5 single raids",
        r"0 of 18 +0.%",
        r"Not modelled",
        r"backtest",
    ],
    "Which of the options is better": [
        r"no clear winner|too few draws to tell",
        r"Over all ways to weigh leakers, coverage, cost and years",
        r"Leakers at Baghdad, as each comes",
        r"How many leak in how many of 100 such raids",
        r"comparison",
    ],
    "What would it do with another doctrine": [r"ballistic-reserve", r"ASSUMED", r"free-after-first"],
    "What would more launchers": [r"raid\.count", r"leakers"],
    "Which rounds should go at which threats": [
        r"exact +30\.25 +14\.4 % +20 +proven best",
        r"Fired at once, 30\.25 of 210 \(14 %\) is expected to get through",
        r"battery-north fires 3 at srbm/1",
        r"Assumed: kill probabilities",
    ],
    "What does each option cost": [
        r"Least: Bavar-373",
        r"S-300PMU-2: 1 battalion +[\d,]+ / [\d,]+ / [\d,]+",
        r"No price follows from",
        r"sanctioned",
        r"cost",
    ],
    "Who flies in unseen": [
        r"4 straight lines from the border of Iraq to Baghdad",
        r"fighter, 500 m, 250 m/s +\d+",
        r"neighbours' radars: one radar each at",
        r"Not modelled: interceptor aircraft on alert",
    ],
    "Which figures does that rest on": [
        r"S-300PMU-2",
        r"assumed",
        r"https?://",
        r"ok: \d+ systems, .* \d+ figures",
    ],
    "What does a scenario ask": [
        r"1 x S-300PMU-2 Favorit defends Baghdad",
        r"rests on",
        r"mine\.toml",
        r"schema",
    ],
    "Does the program compute": [
        r"published/itu_p452_profiles\.json +exact +passed +236 of 236",
        r"radar/swerling_required_snr\.json +exact +passed",
        r"of these cases were published by others",
    ],
    "The same for another country": [
        r"iraq: .*jordan: .*turkiye: ",
        r"syria\.toml and case\.schema\.json",
        r"syria\.toml: valid",
        r"brief-turkiye\.html",
    ],
    "The whole brief": [r"brief-iraq\.html"],
}
"""What must be read in the answer, by the first words of the question."""


def asked():
    """Return the questions of the readme, each with the lines of the shell block below it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.split("## Questions and commands\n", 1)[1].split("\n## ", 1)[0]
    blocks = re.findall(r"([^\n]+)\n\n```sh\n(.*?)```", section, re.DOTALL)
    return [(question, block.strip().splitlines()) for question, block in blocks]


def expected(question):
    """Return what must be read in the answer to a question."""
    found = [words for start, words in ANSWERS.items() if question.startswith(start)]
    assert len(found) == 1, f"say in ANSWERS what answers {question!r}"
    return found[0]


def test_every_question_has_a_command_and_something_that_answers_it():
    questions = asked()
    assert len(questions) >= 5
    for question, lines in questions:
        assert expected(question)
        assert lines
        assert [line for line in lines if not line.startswith("skykeep ")] == []


@pytest.fixture(scope="module")
def workplace(tmp_path_factory):
    """Give the folder of a user who puts the questions one after the other."""
    return tmp_path_factory.mktemp("questions")


def smaller(case):
    """Return a case with all its sites, but with the lead system, the lead raid and one height alone."""
    heights = case.heights_agl_m[:1]
    placement = replace(
        case.placement,
        count=2,
        chosen_at_height_agl_m=heights[0],
        candidates=tuple(site.name for site in case.sites),
    )
    return replace(
        case,
        systems=(case.lead_system,),
        options=case.options[:2],
        heights_agl_m=heights,
        verdict_heights_agl_m=heights,
        swing_heights_agl_m=heights,
        placement=placement,
        raids=replace(case.raids, standard=(case.raids.lead_raid,)),
    )


def put(line):
    """Return how a line of the readme ends and what it prints; a brief or comparison: of a smaller case."""
    command = shlex.split(line)[1]
    words = shlex.split(f"{line} {FEWER.get(command, '')}")[1:]
    read = brief_case.read_brief_case
    with pytest.MonkeyPatch.context() as patch:
        if command in ("brief", "compare"):
            patch.setattr(brief_case, "read_brief_case", lambda given: smaller(read(given)))
        done = CliRunner(env={"COLUMNS": "120"}).invoke(app, words)
    return done.exit_code, done.output


def answers(lines):
    """Return what the lines of a block print, after the command that writes the run folder they read."""
    if (
        any(word in line for line in lines for word in ("why runs/", "export runs/"))
        and not Path("runs").exists()
    ):
        answers([line for _, block in asked() for line in block if "--out runs/" in line])
    printed = []
    for line in lines:
        code, output = put(line)
        assert code == 0, output
        printed.append(output)
    return " ".join(" ".join(printed).split())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "lines"),
    [pytest.param(*each, id=each[0][:40]) for each in asked() if not each[1][0].startswith(tuple(WHOLE))],
)
def test_a_question_of_the_readme_is_answered_as_it_says(question, lines, workplace, monkeypatch):
    monkeypatch.chdir(workplace)
    before = set(workplace.rglob("*"))
    answer = answers(lines)
    assert [words for words in expected(question) if not re.search(words, answer)] == []
    written = [path for path in workplace.rglob("*") if path.is_file() and path not in before]
    assert all(path.stat().st_size for path in written)
    if any(" --out " in line for line in lines):
        assert written


def test_what_is_not_put_here_is_run_whole_elsewhere():
    left = [lines for _, lines in asked() if lines[0].startswith(tuple(WHOLE))]
    assert [len(lines) for lines in left] == [1, 1]
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "\t$(BIN)/skykeep brief iraq --lang $(LANGS) --out build/brief-iraq.html\n" in made
    assert "\nLANGS ?= en\n" in made
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"^(timeout \d+ )?make brief", gate, re.MULTILINE)
    assert (ROOT / WHOLE["skykeep verify"]).exists()
