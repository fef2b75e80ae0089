"""The page of a replay without its script: words, picture and what it may load."""

import html
import re

import pytest

from skykeep.report.decisive_words import short_ids
from skykeep.report.replay_page import render_replay
from skykeep.report.story_words import ending_words, moment_cells, raid_sentences
from skykeep.study.own_parts import OwnParts

from ..page.replay_cases import hand_made_replay, small_replay


@pytest.fixture(scope="module")
def page():
    """Give the page of two raids of the small scenario."""
    return render_replay(small_replay(), OwnParts())


def plain(page):
    """Return the words of a page, without markup and scripts."""
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return spaced(html.unescape(re.sub(r"<[^>]+>", " ", bare)))


def spaced(words):
    """Return words with one plain space between any two."""
    return re.sub(r"\s+", " ", words)


def test_each_raid_is_told_as_the_command_tells_it(page):
    words = plain(page)
    for raid in small_replay().raids:
        assert spaced(" ".join(raid_sentences(raid.threats))) in words
        names = short_ids(row["threat"] for row in raid.threats)
        for row in raid.threats:
            assert spaced(f"{names[row['threat']]}: {ending_words(row)}") in words
        for moment in raid.moments:
            cells = [cell for cell in moment_cells(moment) if cell]
            assert spaced(" ".join(cells)) in words


def test_on_a_phone_every_cell_says_its_column(page):
    tables = re.findall(r"<table\b[^>]*>", page)
    assert len(tables) > 2
    assert all(table.startswith('<table class="labelled l1') for table in tables)
    assert '.l1 td:nth-child(4)::before{content:"range km"}' in page


def test_moments_say_when_and_about_whom_for_the_script(page):
    items = re.findall(
        r'<li data-at="([\d.]+)" data-actor="(\d+)" data-about="(-?\d+)" data-rank="(\d+)">', page
    )
    raids = small_replay().raids
    assert len(items) >= 2 * len(raids)
    for at_s, actor, about, _ in items:
        assert 0.0 <= float(at_s) <= max(raid.scene.ends_s for raid in raids) + 0.01
        assert 0 <= int(actor) < max(len(raid.scene.actors) for raid in raids)
        assert -1 <= int(about) < max(len(raid.scene.actors) for raid in raids)


def test_the_page_loads_nothing_and_the_same_raids_give_the_same_bytes(page):
    assert "default-src 'none'" in html.unescape(page)
    outside = re.findall(
        r"""(?:src|href)=["']?(?!#|data:)[^"'> ]+""",
        re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL),
    )
    assert outside == []
    assert page == render_replay(small_replay(), OwnParts())
    assert len(page) < 1_000_000


def test_the_page_says_what_is_in_it_and_what_of_that_is_the_users_own(page):
    words = plain(page)
    assert f"What is in this file {len(page.encode()) / 1e6:.2f} MB, before you share it" in words
    assert "Nothing in it is your own" in words
    assert "2 raids in full, with the ground under them (" in words
    own = OwnParts(question=True, systems=("A <b>system",), settings={"doctrine.salvo_size": 1})
    told = plain(render_replay(small_replay(), own))
    assert "Of your own, and so for you to judge: 3 of the 5 parts below, marked." in told
    assert "Your own: The scenario" in told
    for part in ("Figures of the A <b>system, and", "What was set: doctrine.salvo_size = 1"):
        assert part in told.replace("\u2068", "").replace("\u2069", "")


def test_names_with_markup_stay_text():
    page = render_replay(hand_made_replay(), OwnParts())
    assert "<sample>" not in page
    assert "A &lt;sample&gt;, &#34;two&#34; &amp; more | not real" in page
    given = {text for actor in hand_made_replay().raids[0].scene.actors for text in (actor.id, actor.name)}
    assert any("<" in text for text in given)
    assert not any(text in page for text in given if "<" in text)


def test_the_picture_shows_every_course_and_says_what_it_is(page):
    for raid, picture in zip(small_replay().raids, re.findall(r"<svg viewBox.*?</svg>", page), strict=True):
        scene = raid.scene
        assert picture.count('class="p-shot"') == sum(1 for _ in scene.of_kind("interceptor"))
        assert picture.count('class="p-way') == sum(1 for _ in scene.of_kind("threat"))
        leaked = sum(t.end == "leaked" and not t.decoy for t in scene.of_kind("threat"))
        assert picture.count('class="p-leak"') == leaked
        assert 'role="img" aria-label="' in picture
        numbers = re.findall(r"-?\d+\.\d+ -?\d+\.\d+", picture)
        assert len(numbers) > 20


def test_a_raid_across_the_antimeridian_has_a_picture_no_wider_than_it_is():
    page = render_replay(hand_made_replay(lon_deg=180.0), OwnParts())
    (picture,) = re.findall(r"<svg viewBox.*?</svg>", page)
    ways = re.findall(r'class="p-way[^"]*" d="([^"]+)"', picture)
    assert ways
    for way in ways:
        xs = [float(pair.split()[0]) for pair in re.findall(r"-?[\d.]+ -?[\d.]+", way)]
        assert -50.0 <= min(xs) <= max(xs) <= 810.0


def test_no_label_of_a_picture_stands_on_a_symbol_another_or_the_scale(page):
    for picture in re.findall(r"<svg viewBox.*?</svg>", page):
        placed = re.findall(r'class="p-name" x="([\d.]+)" y="([\d.]+)">([^<]+)<', picture)
        labels = [
            (
                float(x),
                float(y) - 11.0,
                float(x) + 6.0 * len(html.unescape(words).strip("\u2068\u2069")),
                float(y),
            )
            for x, y, words in placed
        ]
        symbols = re.findall(
            r'class="p-(?:asset" cx="([\d.]+)" cy="([\d.]+)|unit" d="M([\d.]+) ([\d.]+))', picture
        )
        middles = [tuple(float(each) for each in found if each) for found in symbols]
        boxes = labels + [(x - 7.0, y - 5.0, x + 7.0, y + 5.0) for x, y in middles]
        assert len(labels) >= 3
        for label in labels:
            met = [
                box
                for box in boxes
                if box[0] < label[2] and label[0] < box[2] and box[1] < label[3] and label[1] < box[3]
            ]
            assert met == [label]
