"""Every sentence that the program prints keeps luck and ignorance apart, whatever the numbers are.

Three nets: the words of a run over many summaries made by hand, the page of a brief of several cases, and
every string in the source of the rooms that print.
"""

import ast
import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest

import skykeep
from skykeep.report import basis_words, cause_words, record_words, run_words
from skykeep.report.doubt import share_with_doubts
from skykeep.report.page import render_brief
from skykeep.report.verdict import verdict
from skykeep.study.record import public_record, record_of

from .brief_cases import brief_data, estimate, figure, summary
from .test_run_words import summary as run_summary

LUCK = re.compile(r"of 1(?:00|,000) (?:such )?raids|\bluck\b|\bchance alone\b", re.I)
IGNORANCE = re.compile(r"\bsure\b|\bignorance\b", re.I)
COVERAGE_ONLY = re.compile(r"(?:public )?figures (?:would )?allow|public figures let", re.I)
OLD = re.compile(r"one raid may be|chance_90|rank correlation, a first look at", re.I)
EXPLAINS = re.compile(
    r"not resolved|resolved from luck|hard to tell from|by no more than luck|nothing can be said|apart from",
    re.I,
)
"""Clauses that say why the two cannot be told apart name both, and tell no number of either."""
RAID_WORDS = re.compile(r"\braids?\b|\bleak|\bstopped\b", re.I)


def clauses(text):
    """Return the clauses of a text: what stands between full stops, semicolons, colons and brackets."""
    plain = re.sub(r"[\u00a0\u202f\s]+", " ", text)
    return [
        part.strip() for part in re.split(r"(?<!\d)[.;:()](?!\d)|[;:()]|\.(?=\s|$)", plain) if part.strip()
    ]


def faults(text, *, of_raids):
    """Return every clause that mixes the doubts, or uses words that belong elsewhere."""
    found = []
    for clause in clauses(text):
        if LUCK.search(clause) and IGNORANCE.search(clause) and not EXPLAINS.search(clause):
            found.append(f"mixes luck and ignorance: {clause}")
        if OLD.search(clause):
            found.append(f"old words: {clause}")
        if COVERAGE_ONLY.search(clause) and (of_raids or RAID_WORDS.search(clause)):
            found.append(f"words of coverage said of raids: {clause}")
    return found


@pytest.mark.parametrize(
    "wrong",
    [
        "In 90 of 100 such raids we are 90 % sure of 4 to 40 %.",
        "Stopped 26 % (one raid may be 4 to 40).",
        "Of raids public figures allow 17 to 36 %.",
    ],
)
def test_the_reader_finds_what_is_wrong(wrong):
    assert faults(wrong, of_raids=False)


INTERVALS = (None, [0.0, 0.0], [0.0, 0.42], [0.17, 0.36], [1.0, 1.0])
SPLITS = (None, {"chance": 0.2, "ignorance": -0.01}, {"chance": 0.2, "ignorance": 0.01})


def told_of(changes):
    found = run_summary(**changes)
    found |= {"intraclass_correlation": {"all_raids": 0.05, "within_world_mean": 0.03}}
    return [
        *run_words.verdict_sentences(found),
        *record_words.record_sentences(found),
        *basis_words.rests_on_sentences(found),
        *cause_words.change_sentences(found),
        run_words.rounds_sentence(found),
        basis_words.alike_sentence(found),
    ]


@pytest.mark.parametrize("split", SPLITS)
def test_the_words_of_a_run_keep_luck_and_ignorance_apart(split):
    for luck, ignorance, missed in itertools.product(INTERVALS, INTERVALS, (0.0, 0.003, 0.09, 1.0)):
        stopped = estimate(0.26, mc_error_90=[0.25, 0.27], luck_90=luck, ignorance_90=ignorance)
        sentences = told_of(
            {
                "stopped_share": stopped | {"variance": split},
                "nothing_stopped": estimate(missed),
                "p_no_leaker": estimate(1.0 - missed),
                "record": record_of({row.threat_class for row in public_record()}),
            }
        )
        assert [fault for each in sentences for fault in faults(each, of_raids=True)] == []
        assert faults(share_with_doubts(stopped | {"variance": split}), of_raids=True) == []


def test_luck_and_ignorance_are_both_told_where_both_are_known():
    words = " ".join(told_of({}))
    assert LUCK.search(words)
    assert IGNORANCE.search(words)


def briefs():
    """Yield briefs of several kinds: as it comes, few worlds, one system, luck that hides the rest."""
    data = brief_data()
    yield data
    few = tuple(
        replace(difference, unknowns={"figures": 9, "noise_level": None, "rows": []})
        for difference in data.raids[0].differences
    )
    yield replace(data, raids=(replace(data.raids[0], differences=few),))
    one = tuple(row for row in data.raids[0].rows if row.system == data.lead_system)
    yield replace(
        data,
        systems=data.systems[:1],
        raids=(replace(data.raids[0], rows=one, differences=()),),
        gains=replace(data.gains, sizes=data.gains.sizes[:1]),
    )
    hidden = summary()["leakers"] | {
        "ignorance_90": [8.0, 8.0],
        "variance": {"chance": 2.0, "ignorance": -0.1},
    }
    rows = tuple(
        replace(row, summary=summary(leakers=8.0) | {"leakers": hidden}) for row in data.raids[0].rows
    )
    yield replace(data, raids=(replace(data.raids[0], rows=rows),))


def visible_text(page):
    """Return the words of a page, each element a clause of its own."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.S)
    labels = " ; ".join(re.findall(r'aria-label="([^"]*)"', page))
    return (
        re.sub(
            r"<[^>]+>",
            lambda tag: " " if tag[0].startswith(("<span", "</span", "<small", "</small")) else " ; ",
            body,
        )
        + labels
    )


@pytest.mark.parametrize("number", range(4))
@pytest.mark.usefixtures("figures_kept")
def test_the_page_of_a_brief_keeps_luck_and_ignorance_apart(number):
    pytest.importorskip("matplotlib")
    data = list(briefs())[number]
    text = visible_text(render_brief(data))
    assert faults(text, of_raids=False) == []
    assert faults(" ".join(verdict(data)[3:]), of_raids=True) == []
    assert not re.search(r"\b1[\u00a0 ](?:sites|figures|heights|statements|raids)\b", text)
    assert "batterys" not in text


@pytest.mark.usefixtures("figures_kept")
def test_what_the_page_says_of_kills_comes_from_the_figures():
    data = brief_data()
    common = visible_text(render_brief(data))
    assert "no difference between the systems comes from it" in common
    own = figure("beta-2/interceptors/one/kill_p/srbm", best=0.75, low=0.3, high=0.9, unit="", kind="claimed")
    text = " ".join(visible_text(render_brief(replace(data, figures=(*data.figures, own)))).split())
    assert "no difference between the systems comes from it" not in text
    assert "but for figures of their own" in text
    assert "the Beta-2 against quasi-ballistic missile (0.75, claimed)" in text


@pytest.mark.usefixtures("figures_kept")
def test_too_few_worlds_are_called_too_few():
    text = " ".join(visible_text(render_brief(list(briefs())[1])).split())
    assert "too few worlds" in text
    assert "the difference moves with assumed" not in text.replace(" ; ", " ")


@pytest.mark.usefixtures("figures_kept")
def test_circles_that_overlap_are_not_called_enough():
    data = brief_data()
    table = data.placement | {"circles_over_area": 1.15}
    text = visible_text(render_brief(replace(data, placement=table)))
    assert "By area alone, yes; laid on the map, no" in text
    full = table | {"best_circles": table["best_circles"] | {"share": 1.0}}
    assert "On paper, yes" in visible_text(render_brief(replace(data, placement=full)))


ROOMS = ("report", "cli", "study", "api", "catalogue", "coverage", "export")
TEMPLATES = Path(skykeep.__file__).parent / "report" / "templates"


def strings(path):
    """Yield every string of a module that can be printed: docstrings left out, pieces of one joined."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and not {id(node)} & (silent | inside)
        ):
            yield node.value


@pytest.mark.parametrize("room", ROOMS)
def test_no_string_in_a_room_that_prints_mixes_luck_and_ignorance(room):
    folder = Path(skykeep.__file__).parent / room
    found = [
        f"{path.name}: {fault}"
        for path in sorted(folder.rglob("*.py"))
        for text in strings(path)
        if " " in text
        for fault in faults(text, of_raids=False)
    ]
    assert found == []


def test_no_template_mixes_luck_and_ignorance():
    texts = [
        re.sub(r"\{[%{#].*?[%}#]\}", " 7 ", path.read_text(encoding="utf-8"))
        for path in TEMPLATES.glob("*.j2")
    ]
    assert len(texts) > 3
    assert [
        fault for text in texts for fault in faults(visible_text(text.replace("&nbsp;", " ")), of_raids=False)
    ] == []
