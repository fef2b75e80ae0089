"""Reference files with anything in them: a verdict or a clear refusal, never a traceback."""

import copy
import json
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from skykeep.errors import UsageError
from skykeep.verify.casefile import CaseFile, find_case_files, read_case_file, shipped_cases
from skykeep.verify.run import run_file

from ..examples import examples

JUNK = [
    None,
    True,
    0,
    -1,
    1e308,
    -5e-324,
    3.7,
    "x",
    "",
    [],
    [1, "a"],
    {},
    {"kind": 3},
    float("nan"),
    float("inf"),
]


def trimmed(file: CaseFile) -> dict:
    """Return the content of a file with few cases and short profiles left, to be quick."""
    content = copy.deepcopy(dict(file.content))
    content["profiles"] = {
        name: {column: values[:20] for column, values in profile.items()}
        for name, profile in list(content.get("profiles", {}).items())[:2]
    }
    cases = content["cases"]
    content["cases"] = {k: v[:2] for k, v in cases.items()} if isinstance(cases, dict) else cases[:2]
    return content


SMALL = [(file, trimmed(file)) for file in find_case_files(shipped_cases()) if "dem_" not in file.label]


def spoil(value: object, luck: random.Random, rate: float) -> object:
    """Return a copy in which some values are junk and some keys are gone."""
    if luck.random() < rate:
        return luck.choice(JUNK)
    if isinstance(value, dict):
        return {k: spoil(v, luck, rate) for k, v in value.items() if luck.random() > rate}
    if isinstance(value, list):
        return [spoil(item, luck, rate) for item in value]
    return value


@examples(150)
@given(st.integers(0, len(SMALL) - 1), st.integers(0, 10**9), st.sampled_from([0.02, 0.1, 0.3]))
def test_spoiled_cases_end_in_a_verdict(which: int, seed: int, rate: float) -> None:
    file, content = SMALL[which]
    luck = random.Random(seed)
    spoiled = {key: spoil(value, luck, rate) for key, value in content.items()}
    for report in run_file(CaseFile(file.path, file.label, file.folder, spoiled)):
        row = report.as_row()
        assert row["passed"] + row["failed"] <= row["cases"]
        assert row["status"] in ("passed", "failed", "partly covered", "not covered")
        assert (row["status"] == "failed") == bool(row["failed"] or row["anchors_failed"])
        json.dumps(row)


def _no_number(word):
    """Refuse infinity, and what is not a number, as reference files do."""
    raise ValueError(word)


@examples(100)
@example(b"Infinity")
@example(b"[NaN]")
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path_factory, text: bytes) -> None:
    path = tmp_path_factory.mktemp("cases") / "x.json"
    path.write_bytes(text)
    try:
        json.loads(text.decode("utf-8-sig"), parse_constant=_no_number)
        readable = True
    except ValueError:
        readable = False
    if readable:
        assert read_case_file(path, folder="radar", label="radar/x.json").label == "radar/x.json"
    else:
        with pytest.raises(UsageError, match=r"x\.json"):
            read_case_file(path, folder="radar", label="radar/x.json")
