"""One browser and one brief for all tests of a module."""

import pytest

from skykeep.report.page import render_brief
from skykeep.report.replay_page import render_replay
from skykeep.study.own_parts import OwnParts

from ..unit.page.replay_cases import hand_made_replay
from ..unit.report.brief_cases import brief_data
from .pages import chromium


@pytest.fixture(scope="session")
def driver():
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as found:
        yield found


@pytest.fixture(scope="module")
def browser(driver):
    with chromium(driver) as found:
        yield found


@pytest.fixture(scope="session")
def page_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "brief.html"
    path.write_text(render_brief(brief_data()), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def replay_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("replay") / "replay.html"
    path.write_text(render_replay(hand_made_replay(), OwnParts()), encoding="utf-8")
    return path
