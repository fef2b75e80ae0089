"""The brief and the guide tell the back-test alike, from numbers that are shipped once."""

import re
from pathlib import Path

from skykeep.report.own_test_words import own_test_sentences
from skykeep.study.backtest.told import backtest_summary

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "backtest.md"


def test_the_guide_tells_the_numbers_of_the_shipped_summary():
    told, guide = backtest_summary(), " ".join(GUIDE.read_text(encoding="utf-8").split())
    assert (
        f"seed {told['seed']}, {told['worlds']} worlds of {told['replications']} raids, results version "
        f"{told['results_version']}: it fails {told['failed']} of {told['tests']} tests" in guide
    )
    for row in told["days"]:
        cells = r" \| (\d+) % \| nothing fitted \| (\d+) % \| (\d+) % \| (\d\.\d+)"
        numbers = re.search(rf"{row['words']}, {row['size']} \({row['days']} days\){cells}", guide)
        assert numbers, row["words"]
        shares = (row["stopped_on_record"], row["predicted"], row["held_in_90"])
        assert [int(each) for each in numbers.groups()[:3]] == [round(100 * share) for share in shares]
        assert float(numbers.group(4)) == row["width_of_90"]


def test_a_brief_says_that_the_program_failed_its_own_test_and_what_that_means():
    told = backtest_summary()
    words = " ".join(own_test_sentences()).replace("\u00a0", " ")
    assert f"failed {told['failed']} of {told['tests']} tests" in words
    assert "cruise missiles, above 20 launched (6 days): 88 % on record, 20 % predicted" in words
    assert "Means agree of ballistic missiles, 6 to 20 launched (9 days)" in words
    assert "take no share stopped on this page as a forecast" in words


def test_what_is_said_follows_the_summary():
    fair = [row | {"predicted": row["stopped_on_record"]} for row in backtest_summary()["days"]]
    words = " ".join(own_test_sentences({**backtest_summary(), "days": fair, "failed": 3}))
    assert "failed 3 of" in words
    assert "far too little" not in words
