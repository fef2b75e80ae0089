"""Every study fits a screen of 120 columns, and cuts nothing silently on a narrower one."""

import re

import pytest
from typer.testing import CliRunner

from skykeep.cli._app import app
from skykeep.cli._tables import print_table

SCENARIO = "iraq-baghdad-s300pmu2-cruise"
FEW = "--worlds 2 --replications 1"
STUDIES = {
    "sweep": f"sweep {SCENARIO} --set raid.count=2,4 --set doctrine.salvo_size=1,2 {FEW}",
    "saturate": f"saturate {SCENARIO} --n 2,4 --class mix {FEW}",
    "stress": f"stress {SCENARIO} --lost unit-1 {FEW}",
    "claim": f"claim {SCENARIO} --stop-rate 0.9 {FEW}",
    "cost": f"cost iraq --raid srbm-8 --p-sanction 0.3 --sanction-cost 500 --full {FEW}",
    "sovereignty": f"sovereignty {SCENARIO} --class fighter --heights 3000 --bearings 1 {FEW}",
    "options": f"sovereignty iraq --option today --option s-400 --class fighter --bearings 1 --full {FEW}",
    "backtest": f"backtest --event abqaiq-2019 --full {FEW}",
    "place": "place --country LB --system patriot --k 1 --candidates cities:3 --worlds 0",
    "assign": "assign two-batteries",
    "compare": f"compare iraq --option s-400 --option patriot --site baghdad --raid srbm-8 {FEW}"
    " --height 1000 --alike as_it_comes --coverage-worlds 2 --no-losses",
    "sensitivity": f"sensitivity {SCENARIO} --measure p_no_leaker --points 64 --trajectories 4"
    " --figures 2 -r 2",
}


def screen(words: str, columns: int) -> list[str]:
    """Return the lines that a command prints on a screen so wide."""
    done = CliRunner(env={"COLUMNS": str(columns)}).invoke(app, f"{words} --seed 1 --quiet".split())
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


@pytest.mark.parametrize("study", STUDIES)
def test_no_study_is_wider_than_the_screen(study: str) -> None:
    lines = screen(STUDIES[study], 120)

    assert [line for line in lines if len(line.rstrip()) > 120] == []
    assert not any("…" in line for line in lines)


@pytest.mark.parametrize("study", ["cost", "sovereignty", "backtest"])
def test_a_narrow_screen_has_every_word_of_a_wide_one(study: str) -> None:
    wide, narrow = (
        sorted(re.findall(r"\w+", " ".join(screen(STUDIES[study], columns)))) for columns in (120, 80)
    )

    assert wide == narrow


HEADINGS = ("option", "chance that none leaks", "what is most lacked")
ROWS = [("S-300PMU-2", "12 (3 to 45)", "interceptors that are ready"), ("Patriot", "7 (1 to 9)", "time")]


def test_headings_are_stacked_before_words_are_folded(monkeypatch, capsys) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    print_table(HEADINGS, ROWS, words=(0, 2))
    wide = capsys.readouterr().out.splitlines()
    monkeypatch.setenv("COLUMNS", "56")
    print_table(HEADINGS, ROWS, words=(0, 2))
    narrow = capsys.readouterr().out.splitlines()

    assert wide[0].rstrip() == "option      chance that none leaks  what is most lacked"
    assert [line.strip() for line in narrow[:2]] == [
        "chance that",
        "option        none leaks  what is most lacked",
    ]
    assert any("interceptors that are ready" in line for line in narrow)
    assert max(len(line.rstrip()) for line in narrow) <= 56


def test_numbers_are_never_folded_or_cut_however_narrow_the_screen(monkeypatch, capsys) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    print_table(HEADINGS, ROWS, words=(0, 2))
    told = capsys.readouterr().out

    assert "12 (3 to 45)" in told
    assert "…" not in told
    assert {"interceptors", "S-300PMU-2"} <= set(told.split())
