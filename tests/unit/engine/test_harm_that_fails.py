"""A threat that reaches a part of the defence and leaves it working has an entry of its own, which replay,
story and ``why`` tell."""

import pytest

from skykeep.engine.legend import plain_legend
from skykeep.engine.replay import replay_raid
from skykeep.engine.story import tell_raid
from skykeep.report.story_words import MOMENT_WORDS

from .small_cases import Threat, small_case

PARTS = {
    "aim_unit": ("radar_unharmed", "unit", "spares_radar_p"),
    "aim_radar": ("search_radar_unharmed", "radar", "spares_radar_p"),
    "aim_post": ("post_unharmed", "post", "spares_post_p"),
    "aim_launcher": ("launcher_unharmed", None, "spares_launcher_p"),
}


def case_at(aim, spared):
    """Return a case of one threat, too fast for a round, that reaches a part and does harm or does none."""
    case = small_case(Threat(speed_mps=800.0, row=((aim, 0),)))
    case.classes[PARTS[aim][2]] = spared
    return case


@pytest.mark.parametrize("aim", PARTS)
def test_what_does_no_harm_is_written_down_with_what_it_has_reached(aim):
    name, column, _ = PARTS[aim]
    case = case_at(aim, 1.0)
    rows = [row for row in replay_raid(case, 0, 0).events.to_pylist() if row["event"] == name]
    assert [(row["time_s"], row["threat"]) for row in rows] == [(125.0, "threat-0")]
    if column:
        assert rows[0][column] == f"{column}-0"
    told = tell_raid(case, 0, 0, legend=plain_legend(case)).moments.to_pylist()
    assert [row["time_s"] for row in told if row["moment"] == name] == [125.0]
    assert "no harm" in MOMENT_WORDS[name]


@pytest.mark.parametrize("aim", PARTS)
def test_what_does_harm_has_no_such_entry(aim):
    names = {row["event"] for row in replay_raid(case_at(aim, 0.0), 0, 0).events.to_pylist()}
    assert not any(name.endswith("_unharmed") for name in names)
    assert any(name.endswith("_lost") for name in names)
