"""Nothing that a client says is ever a path: it reaches no file of the host by name, text or address."""

from __future__ import annotations

import subprocess
import sys

import pytest

from skykeep.errors import ScenarioError, UsageError
from skykeep.web.mechanisms.scenario_asked import refuse_grounds_set, scenario_of_name, scenario_of_text

pytest.importorskip("uvicorn")

SECRET = "sentinel-of-a-file-that-nobody-shall-read"
SCENARIO = "iraq-baghdad-s300pmu2-cruise"


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.toml"
    path.write_text(f'schema_version = 1\nname = "{SECRET}"\n', encoding="utf-8")
    return path


def with_ground(source, text):
    """Return the text of a scenario with another ground."""
    return text.replace('source = "shipped"', f"source = '{source}'")


@pytest.mark.parametrize("key", ["scenario", "system", "site", "radar", "target", "surroundings"])
def test_a_path_as_a_name_is_refused_without_a_word_of_the_file(server, secret, key):
    given = {"system": "s-400", "site": "Baghdad", "heights_agl_m": [300], key: str(secret)}
    if key == "scenario":
        del given["system"], given["site"]
    for path in (str(secret), f"../../../../../../../{secret}", f"file://{secret}", str(secret.parent)):
        reply = server.post("/api/coverage", {**given, key: path})
        assert reply.status == 422
        assert SECRET not in reply.body.decode()


def test_a_case_is_a_name_too(server, secret):
    reply = server.post("/api/compare", {"case": str(secret), "worlds": 2})
    assert (reply.status, reply.json["where"]) == (422, "case")
    assert "Shipped are: iraq" in reply.json["what"]


def test_a_file_named_like_a_shipped_scenario_is_not_read_in_its_place(tmp_path, monkeypatch):
    from skykeep.catalogue import load_catalogue

    monkeypatch.chdir(tmp_path)
    (tmp_path / "two-sites").write_text(SECRET, encoding="utf-8")
    assert scenario_of_name("two-sites", load_catalogue()).id == "two-sites"


def test_ground_on_the_disk_is_refused_before_it_is_looked_for(server, secret, tmp_path):
    text = server.post("/api/scenario", {"scenario": SCENARIO}).json["toml"]
    said = set()
    for source in (tmp_path, secret, tmp_path / "nothing", "/etc/passwd", "world", "~", ".", ""):
        for path in ("/api/scenario", "/api/run", "/api/coverage"):
            reply = server.post(path, {"scenario_toml": with_ground(source, text)})
            assert reply.status == 422
            assert reply.json["do"] == "give your own tiles to the command line"
            said.add(reply.json["what"])
    assert said == {
        "scenario.toml: terrain.source: must be one of shipped, flat here: a server reads no other ground"
    }


@pytest.mark.parametrize(
    "text", ['terrain.source = "/etc"', '"terrain"."source" = "/etc"', '[terrain]\nsource = """/etc"""']
)
def test_however_the_ground_is_spelled(text):
    from skykeep.catalogue import load_catalogue

    with pytest.raises(ScenarioError, match=r"terrain\.source: must be one of shipped, flat here"):
        scenario_of_text(text, load_catalogue())


@pytest.mark.parametrize("path", ["terrain.source", " terrain.source", "terrain"])
def test_no_setting_moves_the_ground(server, path):
    for where, value in (("/api/run", "/etc"), ("/api/sweep", ["/etc", "/tmp"])):
        reply = server.post(where, {"scenario": SCENARIO, "worlds": 1, "set": {path: value}})
        assert reply.status == 422
        assert "the ground is set by the key terrain" in reply.json["what"]
    with pytest.raises(UsageError, match="must be one of shipped, flat"):
        refuse_grounds_set([path])


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/cli/run.py",
        "/static//etc/passwd",
        "/static/%00page.js",
        "/static/",
        "/../../etc/passwd",
        "//etc/passwd",
        "/api/../../etc/passwd",
        "/api/jobs/..%2f..%2fetc%2fpasswd",
        "/api/jobs/%2e%2e/answer",
        "/.git/config",
        "/static/page.js/../../app.py",
    ],
)
def test_an_address_that_climbs_leads_nowhere(server, path):
    reply = server.get(path)
    assert reply.status == 404
    assert reply.json.keys() == {"what", "where", "allowed", "do"}


def test_the_files_of_the_pages_are_there_by_name(server):
    assert server.get("/static/api.css").headers["content-type"] == "text/css; charset=utf-8"
    script = server.get("/static/planner.js")
    assert (script.status, script.headers["content-type"]) == (200, "text/javascript; charset=utf-8")


PROGRAM = """
import json, sys
from skykeep.errors import SkykeepError
from skykeep.web.mechanisms.table import MECHANISMS

path = sys.argv[1]
text = 'schema_version = 1\\nname = "x"\\nterrain.source = "' + path + '"'
ASKED = [
    ("coverage", {"scenario": path}),
    ("coverage", {"system": path, "site": path}),
    ("coverage", {"system": "s-400", "site": path}),
    ("compare", {"case": path}),
    ("run", {"scenario_toml": text}),
    ("run", {"scenario": "two-sites", "set": {"terrain.source": path}}),
    ("scenario", {"scenario": path}),
    ("scenario", {"scenario_toml": text}),
    ("catalogue", {"id": path}),
]
touched = []

def see(event, given):
    if event in ("open", "os.listdir", "os.scandir") and str(given[0]).startswith(path):
        touched.append(given[0])

class Quiet:
    jobs = 1
    begin = step = part = lambda *given: None

sys.addaudithook(see)
for name, question in ASKED:
    row = MECHANISMS[name]
    try:
        row.compute(row.question.model_validate_json(json.dumps(question)), Quiet())
    except SkykeepError:
        continue
    sys.exit("answered: " + name)
open(path).close()
sys.exit(len(touched) != 1 and f"opened: {touched}")
"""
"""Asks by paths in a process that sees each file it opens; it opens one itself, to show that it would see."""


def test_a_worker_opens_no_file_that_a_client_names(secret):
    words = [sys.executable, "-c", PROGRAM, str(secret)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
