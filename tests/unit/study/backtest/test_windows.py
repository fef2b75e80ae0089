"""Folders of a record: what is read, what is left out, and what is said of a bad one."""

from datetime import date

import pytest

from skykeep.errors import UsageError
from skykeep.study.backtest.readings import Day, days_of, strata_of
from skykeep.study.backtest.windows import Window, read_windows

HEAD = "date,model,threat_class,launched,shot_down,lost_or_jammed"


def folder_with(tmp_path, *lines, name="some_windows.csv", head=HEAD):
    (tmp_path / name).write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return tmp_path


def test_rows_are_read_and_classes_left_out_are_told(tmp_path):
    folder = folder_with(
        tmp_path,
        "2024-01-02,X,owa_uav,5,4,1",
        "2024-01-02,Y,uav_tactical,3,3,",
        "2024-01-03,Z,mixed:owa_uav+uav_tactical,9,1,",
        "2024-01-04,Z,ballistic,,0,",
        "2024-01-05,Z,cruise_subsonic,3,2,1",
    )
    found = read_windows([folder])
    assert found.of_class("owa_uav") == [Window(date(2024, 1, 2), "owa_uav", 5, 4, 1)]
    assert found.left_out["uav_tactical"] == (1, "bulletins name them only when shot down")
    assert found.left_out["mixed:owa_uav+uav_tactical"][0] == 1
    assert found.without_launched == 1
    assert found.of_class("ballistic") == []


def test_days_are_sums_in_either_reading_of_zero():
    rows = [
        Window(date(2024, 1, 2), "owa_uav", 5, 4, 3),
        Window(date(2024, 1, 2), "owa_uav", 4, 0, None),
        Window(date(2024, 1, 3), "owa_uav", 2, None, 1),
        Window(date(2024, 1, 4), "owa_uav", None, 1, None),
    ]
    second, third = date(2024, 1, 2), date(2024, 1, 3)
    assert days_of(rows, "as_written", "shot_down") == [Day(second, 9, 4), Day(third, 2, 0)]
    assert days_of(rows, "zeros_not_stated", "shot_down") == [Day(second, 5, 4)]
    assert days_of(rows, "as_written", "neutralised") == [Day(second, 9, 7), Day(third, 2, 1)]
    assert days_of(rows, "zeros_not_stated", "neutralised") == [Day(second, 5, 5), Day(third, 2, 1)]


def test_each_size_lies_in_one_stratum():
    assert strata_of([1, 2, 3, 5, 6, 20, 21, 900]) == (
        ["1-2"] * 2 + ["3-5"] * 2 + ["6-20"] * 2 + ["above 20"] * 2
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("2024-13-02,X,owa_uav,5,4,1", "line 2, column 'date': given '2024-13-02'"),
        ("2024-01-02,X,,5,4,1", "line 2, column 'threat_class': is blank"),
        ("2024-01-02,X,owa_uav,five,4,1", "line 2, column 'launched': given 'five'"),
        ("2024-01-02,X,owa_uav,5,4.5,1", "line 2, column 'shot_down': given '4.5'"),
        ("2024-01-02,X,owa_uav,5,4,-1", "line 2, column 'lost_or_jammed': given '-1'"),
        ("2024-01-02,X,owa_uav,nan,4,1", "line 2, column 'launched': given 'nan'"),
        (
            "2024-01-02,X,owa_uav,10,12,",
            "line 2, column 'shot_down': given 12 of 10 launched, must be",
        ),
        ("2024-01-02,X,owa_uav,1e400,4,1", "line 2, column 'launched': given '1e400'"),
    ],
)
def test_a_bad_value_is_named_by_file_line_and_column(tmp_path, line, words):
    with pytest.raises(UsageError) as caught:
        read_windows([folder_with(tmp_path, line)])
    assert words in str(caught.value)
    assert "some_windows.csv" in str(caught.value)


def test_a_folder_that_is_not_one_is_refused_in_words(tmp_path):
    with pytest.raises(UsageError, match="there is no such folder"):
        read_windows([tmp_path / "none"])
    with pytest.raises(UsageError, match=r"no file named as \*windows\*.csv there; csv files there: none"):
        read_windows([tmp_path])
    (tmp_path / "other.csv").write_text("a\n")
    with pytest.raises(UsageError, match=r"csv files there: other\.csv"):
        read_windows([tmp_path])
    with pytest.raises(UsageError, match="is a file"):
        read_windows([tmp_path / "other.csv"])


def test_a_missing_column_is_named_with_its_nearest(tmp_path):
    folder = folder_with(tmp_path, head="date,model,threat_class,launched,shotdown,lost_or_jammed")
    with pytest.raises(UsageError, match=r"column 'shot_down' is missing. Did you mean 'shotdown'\?"):
        read_windows([folder])


def test_a_file_without_rows_or_of_bytes_is_refused(tmp_path):
    with pytest.raises(UsageError, match="no rows"):
        read_windows([folder_with(tmp_path)])
    (tmp_path / "some_windows.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(UsageError, match="cannot be read as UTF-8"):
        read_windows([tmp_path])


def test_lost_and_jammed_may_exceed_what_was_launched_as_a_bulletin_of_record_has_it(tmp_path):
    found = read_windows([folder_with(tmp_path, "2024-12-27,X,owa_uav,16,15,11")])
    days = days_of(found.of_class("owa_uav"), "as_written", "neutralised")
    assert days == [Day(date(2024, 12, 27), 16, 16)]
