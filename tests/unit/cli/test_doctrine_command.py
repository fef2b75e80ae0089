"""``skykeep doctrine``: list, show, diff, for people and for scripts."""

import json

import pytest

import skykeep
from skykeep.cli._app import app


def said(capsys, *words):
    """Return exit code, output and errors of a command."""
    with pytest.raises(SystemExit) as left:
        app(["doctrine", *words])
    captured = capsys.readouterr()
    return left.value.code, captured.out, captured.err


def test_the_list_names_every_preset_and_alternative(capsys):
    code, out, _ = said(capsys, "list", "--json")
    found = json.loads(out)
    assert code == 0
    assert [each["id"] for each in found["presets"]] == list(skykeep.load_catalogue().presets)
    code, out, _ = said(capsys, "list")
    assert code == 0
    for each in [*found["presets"], *found["alternatives"]]:
        assert each["id"] in out


def test_show_says_what_a_preset_does_and_what_it_rests_on(capsys):
    code, out, _ = said(capsys, "show", "ballistic-reserve")
    assert code == 0
    flat = " ".join(out.split())
    assert "keeps its last 8 rounds for others" in flat
    assert "Rests on: derived." in flat
    assert "https://www.armscontrol.org" in flat
    _, out, _ = said(capsys, "show", "ballistic-reserve", "--json")
    assert json.loads(out) == skykeep.doctrine("ballistic-reserve").to_json()


def test_the_default_sets_nothing(capsys):
    assert "It sets nothing" in said(capsys, "show", "as-drawn")[1]


def test_diff_names_each_key_with_both_values(capsys):
    _, out, _ = said(capsys, "diff", "patient", "sparing", "--json")
    found = {each["key"]: (each["first"], each["second"]) for each in json.loads(out)["differences"]}
    assert found["hold_share"] == (0.7, None)
    assert found["alternative"] == (None, "one-look-one")
    assert found["by_class.decoy-uav.reserve_rounds"] == (None, 8)
    _, out, _ = said(capsys, "diff", "patient", "sparing")
    assert "patient: 0.7: waits for an intercept within 70 % of the greatest range" in " ".join(out.split())


def test_a_scenario_can_be_compared_with_a_preset(capsys, tmp_path):
    assert "do the same" in said(capsys, "diff", "as-drawn", "iraq-baghdad-s300pmu2-cruise")[1]


@pytest.mark.parametrize("words", [("show", "patien"), ("diff", "patient", "patien")])
def test_an_unknown_name_is_answered_with_the_nearest(capsys, words):
    code, out, err = said(capsys, *words)
    assert (code, out) == (2, "")
    assert "Did you mean 'patient'?" in err
