"""``skykeep.backtest`` and ``skykeep backtest``: the same numbers whatever the workers, failures first."""

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

import skykeep
from skykeep.engine import Worker
from skykeep.errors import UsageError
from skykeep.report.backtest_words import claim_rows, correlation_sentence, headline_sentences, size_rows

SIZE = {"worlds": 3, "replications": 2, "seed": 3, "jobs": 1}
WORDS = ["-w", 3, "-r", 2, "--seed", 3]


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    """Give a folder with made-up days of ballistic missiles, half of them to be predicted."""
    folder = tmp_path_factory.mktemp("records")
    generator = np.random.default_rng(3)
    lines = ["date,threat_class,launched,shot_down,lost_or_jammed,more"]
    for number in range(60):
        n = int(generator.integers(1, 4))
        day = date(2024, 6, 1) + timedelta(days=number)
        lines.append(f"{day},ballistic,{n},{int(generator.integers(0, n + 1))},,x")
    lines += ["2024-07-01,uav_tactical,4,4,,x", "2024-07-02,banana,3,1,,x", "2024-05-02,owa_uav,3,1,,x"]
    (folder / "made_windows_2024.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def found(records):
    """Give the made-up record and one event."""
    return skykeep.backtest(records, events="abqaiq-2019", **SIZE)


def test_failures_passes_and_what_is_not_judged_are_all_verdicts(found):
    verdicts = [row for each in found.comparisons for row in each.verdicts]
    assert len(found.failures) + len(found.passes) + len(found.not_judged) == len(verdicts) == 16
    assert list(found.to_json())[:3] == ["state", "failures", "passes"]
    assert all(row.faults for row in found.failures)
    assert found.record["left_out"]["uav_tactical"]["rows"] == 1
    assert "Backtest" in repr(found)


def test_every_score_has_an_interval_or_says_that_weeks_are_too_few(found):
    for comparison in found.to_json()["comparisons"]:
        for model in comparison["models"].values():
            for scores in model["strata"].values():
                for name, score in scores.items():
                    if name == "days" or score["value"] is None or score["sampling_90"] is None:
                        continue
                    low, high = score["sampling_90"]
                    assert low - 1e-9 <= score["value"] <= high + 1e-9 or scores["days"] < 15, name


def test_an_event_has_its_claim_in_the_band_of_each_lay_down(found):
    (event,) = found.events
    (claim,) = event.claims
    assert (claim.launched, claim.stopped, claim.played) == (18, (0, 0), 18)
    assert set(claim.by_alternative) == {"patriot-away", "patriot-towards", "patriot-away-short-range"}
    assert claim.by_alternative["patriot-away"].band_90 == (0.0, 0.0)
    assert event.raids == 3 * 3 * 2
    assert event.not_modelled


def test_the_bytes_do_not_depend_on_jobs(found, records):
    again = skykeep.backtest(records, events="abqaiq-2019", **(SIZE | {"jobs": 2}))
    assert json.dumps(again.to_json()) == json.dumps(found.to_json())


def test_the_table_has_every_score_and_claim(found):
    rows = found.table.to_pylist()
    cover = [
        row
        for row in rows
        if (row["law"], row["stratum"], row["score"], row["reading"])
        == ("simulated", "all", "cover_90", "as_written")
    ]
    assert len(cover) == 1
    assert cover[0]["value"] == found.comparisons[0].models["simulated"].strata["all"].cover_90.value
    assert {row["law"] for row in rows if row["part"] == "event"} == {
        "all",
        "patriot-away",
        "patriot-towards",
        "patriot-away-short-range",
    }


def test_the_command_prints_the_same_and_writes_what_is_asked_for(found, records, command):
    words = ["backtest", "--records", records, "--event", "abqaiq-2019", *WORDS]
    code, out, err = command(*words, "--json", "--out", "there")
    assert code == 0, err
    assert json.loads(out) == json.loads(json.dumps(found.to_json()))
    assert json.loads(Path("there/backtest.json").read_text(encoding="utf-8")) == json.loads(out)
    chart = Path("there/backtest.svg").read_text(encoding="utf-8")
    assert "Ballistic missiles" in chart
    code, out, _ = command(*words)
    told = " ".join(out.split()).replace("\xa0", " ")
    assert code == 0
    assert told.index("it fails") < told.index("The rule, fixed beforehand") < told.index("Abqaiq")
    assert "a zero means none" in told
    assert "a zero means not stated" in told
    assert "written back nowhere" in told
    assert "Nothing of it is ground truth" in told
    assert "Not modelled of ballistic missiles" in told


def test_words_tell_what_the_numbers_are(found):
    plain = found.to_json()
    told = headline_sentences(plain)
    assert f"it fails {len(found.failures)} and passes {len(found.passes)}" in told[0]
    assert "of the simulated raids: 1; partly inside: 0" in told[-1].replace("\xa0", " ")
    rows = list(size_rows(plain["comparisons"][0]))
    assert {row[0] for row in rows} == {"1-2", "3-5"}
    assert all(row[-1].startswith(("fails: ", "passes", "not judged")) for row in rows)
    assert next(iter(claim_rows(plain["events"][0])))[2] == "0 of 18"


def test_a_class_that_is_not_scored_is_told_with_its_rows_and_why(found):
    told = " ".join(headline_sentences(found.to_json())).replace("\xa0", " ")
    assert "Not scored: 'uav_tactical', 1 row: bulletins name them only when shot down." in told
    assert "Not scored: 'banana', 1 row: no class of this name is known; scored are owa_uav, cru" in told
    assert "Not scored: 'owa_uav', 1 row: no day after 2024-06-30 on which any was launched." in told


def test_of_few_days_no_correlation_is_told(found):
    (plain, *_) = found.to_json()["comparisons"]
    assert "on record 0." in correlation_sentence(plain)
    few = correlation_sentence(plain | {"test_days": 2})
    assert few.startswith("Intraclass correlation of the days: not told, 2 days are too few. Fitted to")


def test_few_raids_are_warned_of(found):
    (few, *_) = found.to_json()["warnings"]
    assert few["text"].startswith("Bands rest on 3 worlds of 2 raids alone")


def test_without_records_events_and_sums_by_quarter_remain(command):
    found = skykeep.backtest(events=["abqaiq-2019", "abqaiq-2019"], **SIZE)
    assert len(found.events) == 1
    assert found.record is None
    assert found.comparisons == ()
    assert found.record_by_quarter[0]["quarter"] == "2022Q3"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"events": "abqaik-2019"}, "Did you mean 'abqaiq-2019'"),
        ({"events": "none"}, "nothing to do"),
        ({"events": ["none", "abqaiq-2019"]}, "none and an event are asked for together"),
        ({"records": "nowhere"}, "there is no such folder"),
        ({"split": "June"}, "must be a day as 2024-06-30"),
        ({"worlds": 0}, "worlds 0"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(given, words):
    with pytest.raises(UsageError, match=words):
        skykeep.backtest(**given)


def test_an_event_of_ones_own_is_replayed_and_a_bad_one_refused(tmp_path):
    from skykeep.study.backtest.events import shipped_events

    text = shipped_events()["abqaiq-2019"].read_text(encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text(text.replace('id = "abqaiq-2019"', 'id = "mine"'), encoding="utf-8")
    assert skykeep.backtest(events=str(path), **SIZE).events[0].id == "mine"
    for old, new, words in (
        ("stopped_high = 0", "stopped_high = 19", "must be 0 <= low <= high <= launched"),
        ("not_modelled", "not_modeled", "unknown key 'not_modeled'. Did you mean 'not_modelled'"),
        ('date = "2019-09-14"', "", "missing date"),
        ("[[claims]]", "[[claims", "cannot be read as TOML"),
        ('system = "patriot"', 'system = "patriott"', "patriott"),
    ):
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(skykeep.SkykeepError, match=words.replace("[", r"\[")):
            skykeep.backtest(events=str(path), **SIZE)


def test_ctrl_c_keeps_the_events_that_are_finished(monkeypatch, command):
    play, begun = Worker.run, []

    def run(worker, *given, **named):
        begun.append(1)
        if len(begun) == 5:
            raise KeyboardInterrupt
        return play(worker, *given, **named)

    monkeypatch.setattr(Worker, "run", run)
    words = ["--event", "abqaiq-2019", "--event", "kyiv-spring-2023", *WORDS, "--jobs", 1, "--json"]
    code, out, err = command("backtest", *words)
    told = json.loads(out)
    assert code == 130
    assert (told["state"], len(told["events"]), told["events_asked"]) == ("partial", 1, 2)
    assert "0 classes of the record, 1 of 2 events" in err
