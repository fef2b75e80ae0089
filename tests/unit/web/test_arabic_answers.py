"""The server in Arabic: scenarios in words, refusals and pages follow the language a question asks for."""

from __future__ import annotations

import pytest

from ..report.arabic_pages import left_in_english, sentences_as_names

pytest.importorskip("uvicorn")
NAME = "iraq-baghdad-s300pmu2-cruise"


def left(texts):
    page = "".join(f"<p>{text}</p>" for text in texts)
    return left_in_english(page) + sentences_as_names(page)


def test_a_scenario_is_told_in_the_language_that_is_asked_for(server):
    english = server.post("/api/scenario", {"scenario": "two-sites"}).json
    arabic = server.post("/api/scenario", {"scenario": "two-sites", "lang": "ar"}).json
    said = [arabic["name"], *arabic["sentences"], *arabic["remarks"]]
    said += [text for row in arabic["statements"] for text in row.values()]
    assert left(said) == []
    assert len(arabic["sentences"]) == len(english["sentences"]) > 2
    assert [arabic[key] for key in ("id", "toml", "tables", "air")] == [
        english[key] for key in ("id", "toml", "tables", "air")
    ]
    assert server.post("/api/scenario", {"scenario": "two-sites", "lang": "en"}).json == english


def test_names_that_ship_are_told_in_lists_and_on_the_map(server):
    listed = server.post("/api/scenario", {"lang": "ar"}).json
    assert left([each["name"] for kind in ("scenarios", "cases") for each in listed[kind]]) == []
    found = server.get("/api/map?lang=ar").json
    said = [each["name"] for each in found["raids"]] + [found["attribution"]]
    said += [words for each in found["doctrines"] for words in (each["name"], each["words"])]
    assert left(said) == []
    assert left([each["unit_name"] for each in found["systems"]]) == []


def test_a_refusal_is_told_in_the_language_that_is_asked_for(server):
    tables = server.post("/api/scenario", {"scenario": NAME}).json["tables"]
    tables["study"]["worlds"] = 0
    refused = server.post("/api/scenario", {"tables": tables, "lang": "ar"})
    assert refused.status == 422
    assert "المعطى ٠، ويجب ألا يقل عن ١" in refused.json["what"]
    assert refused.json["where"] == "scenario_toml"
    assert "given 0, must be at least 1" in server.post("/api/scenario", {"tables": tables}).json["what"]


def test_a_language_that_is_not_spoken_is_refused(server):
    refused = server.post("/api/scenario", {"scenario": NAME, "lang": "fr"})
    assert refused.status == 422
    assert refused.json["where"] == "lang"


def test_the_page_of_a_run_that_is_done_is_written_in_either_language(server):
    pytest.importorskip("matplotlib")
    asked = {"scenario": NAME, "worlds": 2, "replications": 2, "page": True}
    english, arabic = (server.post("/api/run", {**asked, "lang": lang}).json for lang in ("en", "ar"))
    assert '<html lang="en" dir="ltr">' in english.pop("html")
    html = arabic.pop("html")
    assert '<html lang="ar" dir="rtl">' in html
    assert left_in_english(html) == []
    assert arabic == english
