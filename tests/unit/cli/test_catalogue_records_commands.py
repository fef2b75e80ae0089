"""``skykeep catalogue compare``, ``gaps`` and the commands that list what is on record."""

from __future__ import annotations

import json
import re

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.catalogue.records import RECORD_CLASSES, load_records
from skykeep.cli._app import app

NARROW = 80
WIDE = 120


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")

    def _run(*words: str, width: int = 300):
        monkeypatch.setenv("COLUMNS", str(width))
        with pytest.raises(SystemExit) as left:
            app(["catalogue", *words])
        captured = capsys.readouterr()
        return left.value.code, captured.out, captured.err

    return _run


def test_compare_shows_each_figure_of_both_with_limits_kind_claims_and_reading(run):
    code, out, _ = run("compare", "s-300pmu-2", "s-400")
    assert code == 0
    flat = " ".join(out.split())
    assert "Engagement radar: 30N6E2 engagement radar beside 92N6E engagement radar" in flat
    assert re.search(r"range against aircraft +200 km \(150 to 200\) +250 km .* limits overlap", out)
    assert "claimed, high [" in out
    assert "or 270 km hobby [" in out
    assert re.search(r"delay of the operators +10 s \(3 to 60\) +10 s \(3 to 60\) +same unknown", out)
    assert "ASSUMED" in out


def test_compare_says_where_a_difference_rests_on_an_assumption(run):
    out = run("compare", "s-300pmu-2", "m-sam-ii", "--apart")[1]
    assert "limits overlap" not in out
    assert "same unknown" not in out.partition("Sources")[0]
    assert "better: s-300pmu-2 (assumed)" in out
    assert re.search(r"range against aircraft .* better: s-300pmu-2 *$", out, re.MULTILINE)
    assert "rest on an assumed figure" in " ".join(out.split())


def test_compare_opens_with_what_one_unit_of_each_has(run):
    out = run("compare", "s-300pmu-2", "tor-m2", width=WIDE)[1]
    assert "At best figures 6 threats engaged at a time, 6 launchers, 24 ready rounds.\n" in out
    assert "16 threats engaged at a time, 4 launchers, 64 ready rounds in all; radars and launchers" in out
    found = json.loads(run("compare", "s-300pmu-2", "tor-m2", "--json")[1])
    assert found["b"]["ready_rounds"] == 64


def test_compare_explains_every_number_of_a_source(run):
    body, _, listing = run("compare", "patriot", "samp-t-ng")[1].partition("\nSources\n")
    cited = {number for found in re.findall(r"\[([\d ]+)\]", body) for number in found.split()}
    listed = set(re.findall(r"^\[(\d+)\]", listing, re.MULTILINE))
    assert cited == listed
    assert cited


def test_compare_as_json_holds_both_figures_in_si_with_every_claim(run):
    code, out, _ = run("compare", "s-300pmu-2", "hq-9b", "--json")
    assert code == 0
    found = json.loads(out)
    (row,) = (
        row for row in found["figures"] if (row["part"], row["field"]) == ("interceptor", "range_max_m")
    )
    assert row["a"]["best"] == 200_000.0
    assert row["favours_defender"] == "high"
    assert row["unit"] == "m"
    assert row["reading"] == "overlap"
    assert {claim["value"] for claim in row["b"]["alternatives"]} == {260e3, 300e3, 200e3, 125e3}
    assert sum(found["count"].values()) == len(found["figures"])


def test_compare_of_a_system_with_itself_or_with_nothing_is_refused(run):
    code, _, err = run("compare", "s-400", "s-400")
    assert code == 2
    assert "given 's-400' twice, allowed two systems that differ" in err
    code, _, err = run("compare", "s-400", "s-401")
    assert code == 2
    assert "no system 's-401' in the catalogue" in err


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize(
    "words",
    [
        ("compare", "s-300pmu-2", "m-sam-ii"),
        ("gaps",),
        ("gaps", "nasams"),
        ("list",),
        *((kind,) for kind in RECORD_CLASSES),
        *((kind, "--notes") for kind in RECORD_CLASSES),
    ],
)
def test_tables_fit_the_screen_and_cut_nothing(run, words, width):
    code, out, _ = run(*words, width=width)
    assert code == 0
    body = out.partition("\nSources\n")[0]
    assert max(len(line.rstrip()) for line in body.splitlines()) <= width
    assert "…" not in out


def test_gaps_names_what_nobody_publishes_first(run):
    code, out, _ = run("gaps")
    assert code == 0
    first = out.splitlines()[2]
    assert re.match(r"time to turn by 90° +0 +0 +0 +18", first)
    found = json.loads(run("gaps", "--json")[1])
    assert found[0]["nobody"] is True
    assert len(found[0]["assumed"]) == sum(each.can_engage for each in load_catalogue().systems.values())


def test_gaps_of_a_system_give_the_reasons(run):
    code, out, _ = run("gaps", "buk-m3")
    assert code == 0
    assert "ASSUMED  No figure is public; it must reach the range of its round with time to spare." in out
    found = json.loads(run("gaps", "buk-m3", "--json")[1])
    assert {row["standing"] for row in found["figures"]} == {"low", "assumed"}


@pytest.mark.parametrize("kind", RECORD_CLASSES)
def test_every_record_is_listed_and_can_be_read_in_full(run, kind):
    entries = getattr(load_records(), kind)
    out = run(kind)[1]
    full = run(kind, "--notes")[1]
    for name in entries:
        assert name in out
        assert name in full
    found = json.loads(run(kind, "--json")[1])
    assert [row["id"] for row in found[kind]] == list(entries)
    assert all(source["address"] for source in found["sources"].values())


def test_contracts_of_iraq_keep_the_claims_that_differ(run):
    code, out, _ = run("contracts", "--country", "iraq")
    assert code == 0
    assert re.search(
        r"m-sam-ii-iraq-2024 +2024-09 +signed +2,800 M USD \+ +8 batteries \+ +250 to 350 M USD", out
    )
    out = run("contracts", "m-sam-ii-iraq-2024")[1]
    for sum_ in (
        "2,800 M USD: reported, high",
        "2,500 M USD: reported, medium",
        "10 batteries: reported, medium",
    ):
        assert sum_ in out


def test_contracts_can_be_narrowed_to_one_system(run):
    found = json.loads(run("contracts", "--system", "s-400", "--json")[1])
    assert {row["customer"] for row in found["contracts"]} == {"Turkey", "India", "China", "Iraq"}
    assert found["contracts"][1]["each_million"]["USD"] == [1086.0, 1100.0]
    code, _, err = run("contracts", "--system", "s-4000")
    assert code == 2
    assert "no system 's-4000' in the catalogue" in err


def test_nothing_on_record_is_said_in_words(run):
    code, out, _ = run("precedents", "--country", "Norway")
    assert code == 0
    assert out.strip() == "No precedents on record that fit."


def test_an_unknown_record_is_answered_with_the_nearest_one(run):
    code, _, err = run("contracts", "s-400-india")
    assert code == 2
    assert "no record 's-400-india' among the contracts" in err
    assert "Did you mean 's-400-india-2018'" in err


def test_counts_print_interval_law_and_what_was_counted(run):
    out = run("counts", "uae-2026-cruise")[1]
    assert "8 of 8 cruise missiles destroyed of those detected" in out
    assert "90 % interval 0.747 to 1.000 (Wilson); drawn from beta(8.5, 0.5)" in out
    assert "all systems" in out
    found = json.loads(run("counts", "uae-2026-cruise", "--json")[1])["counts"][0]
    assert found["beta"] == [[8.5, 0.5]]
    assert found["low_90"] < found["mean"] < found["high_90"]


def test_deliveries_print_the_months_from_order_to_first_delivery(run):
    out = run("deliveries")[1]
    assert re.search(r"s-400-india +2018-10 +2021-12 +38 +2023 planned, now 2027", out)


def test_list_and_check_say_how_much_is_assumed_and_low_in_confidence(run):
    out = run("list")[1]
    assert re.search(r"nasams +NASAMS .* 44 of 48 +1 of 48", out)
    found = {row["id"]: row for row in json.loads(run("list", "--json")[1])["systems"]}
    assert found["nasams"]["assumed"] == 44
    report = json.loads(run("check", "--json")[1])
    assert report["low"] > 0
    assert report["contracts"] == len(load_records().contracts)


def test_show_prints_a_figure_that_was_counted_with_what_was_counted(run, tmp_path):
    text = (tmp_path / "mine.toml").resolve()
    from skykeep.catalogue.fields import DATA

    shipped = (DATA / "systems" / "patriot.toml").read_text(encoding="utf-8")
    text.write_text(
        shipped.replace('id = "patriot"', 'id = "mine"')
        + '\n[interceptors.gem-t.kill_p.srbm]\nkind = "assumed"\nnote = "Invented."\n'
        + 'tallies = [{ hits = 9, of = 12, counts = "targets destroyed of targets engaged" }]\n'
    )
    code, out, _ = run("show", "mine", "--extra", str(text))
    assert code == 0
    assert re.search(r"srbm +0\.731 +0\.513 to 0\.895 +ASSUMED", out)
    assert re.search(r"9 of 12 +0\.513 to 0\.895 +targets destroyed of targets", out)
