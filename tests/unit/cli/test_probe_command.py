"""``skykeep probe`` from the command line."""

import json

import pytest

from skykeep.cli import main

ASKED = ("--system", "pantsir-s1", "--site", "33.3,44.4", "--terrain", "flat", "--height", "50")


@pytest.fixture
def run(capsys, monkeypatch):
    """Return a function that calls the command: exit code, output, errors."""

    def _run(*words: str):
        monkeypatch.setattr("sys.argv", ["skykeep", "probe", *words])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return left.value.code or 0, out, err

    return _run


def test_json_holds_what_others_script_against(run):
    code, out, _ = run(*ASKED, "--at", "33.5,44.4", "--json")
    assert code == 0
    found = json.loads(out)
    assert {"in_sight", "seen", "seen_range_m", "engageable", "limited_by", "profile"} <= set(found)
    profile = found["profile"]
    assert len(profile["range_m"]) == len(profile["ground_msl_m"]) == len(profile["ray_msl_m"])
    assert profile["range_m"][-1] == pytest.approx(found["distance_m"], abs=300.0)


def test_the_answer_is_told_in_sentences(run):
    code, out, _ = run(*ASKED, "--at", "33.5,44.4")
    assert code == 0
    for word in ("In sight:", "Seen by then:", "Engageable there:", "one look"):
        assert word in " ".join(out.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--at", "here"), "must be latitude and longitude in degrees"),
        (("--at", "33.3,44.4"), "is the site itself"),
        (("--at", "33.5,44.4", "--out", "line.txt"), "must end in one of .png, .svg, .pdf, .json"),
    ],
)
def test_mistakes_are_said_without_a_traceback(run, words, message):
    code, _, err = run(*ASKED, *words)
    assert code in (1, 2)
    assert message in " ".join(err.split())
    assert "Traceback" not in err
