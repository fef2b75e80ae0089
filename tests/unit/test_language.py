"""Every sentence that the report tells has its translation, and the catalogues are compiled."""

import ast
import io
import re
import string
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import skykeep
from skykeep.errors import UsageError
from skykeep.language import (
    DIRECTIONS,
    in_digits,
    in_language,
    language,
    name,
    tell,
    tell_count,
    to_tell,
    translations,
)
from skykeep.report.templating import environment, shown

ROOT = Path(skykeep.__file__).parent
TEMPLATES = ROOT / "report" / "templates"
CATALOGUES = sorted((ROOT / "words").rglob("*.po"))
TELLERS = {"tell": 1, "tell_count": 2, "to_tell": 1, "to_count": 2}
TAG = re.compile(r"</?[a-z][^>]*>")


def sentences_of_the_source():
    """Return the messages of the Python source: one, or one and many, with where they stand."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if path.name == "language.py" or not re.search(r"\b(to_)?(tell|count|tell_count)\(", text):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TELLERS:
                words = [arg.value for arg in node.args[: TELLERS[node.func.id]] if is_text(arg)]
                if words:
                    found[tuple(words)] = f"{path.name}:{node.lineno}"
                else:  # a sentence from a table: its text is marked with to_tell or to_count where it stands
                    assert not node.func.id.startswith("to_"), f"{path.name}:{node.lineno}"
    return found


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def sentences_of_the_templates():
    """Return the messages of the templates."""
    made, found = environment(), {}
    for path in sorted(TEMPLATES.glob("*.j2")):
        for line, _, words in made.extract_translations(path.read_text(encoding="utf-8")):
            parts = (words,) if isinstance(words, str) else words
            found[tuple(word for word in parts if word is not None)] = f"{path.name}:{line}"
    return found


SOURCES = {
    "sentences": sentences_of_the_source,
    "templates": sentences_of_the_templates,
}


def catalogue(path):
    with path.open("rb") as opened:
        return read_po(opened, locale=path.parts[-3], abort_invalid=True)


def told(path):
    """Return the entries of a catalogue: the English text, one or more, with its translations."""
    entries = {}
    for message in catalogue(path):
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            entries[ids] = message.string if isinstance(message.string, tuple) else (message.string,)
    return entries


def placeholders(text, domain):
    if domain == "templates":
        return sorted(set(re.findall(r"%\(\w+\)s", text)))
    return sorted({field for _, field, _, _ in string.Formatter().parse(text) if field is not None})


def test_there_is_a_catalogue_of_each_domain_in_each_language():
    codes = set(DIRECTIONS) - {"en"}
    assert {(path.parts[-3], path.stem) for path in CATALOGUES} == {(c, d) for c in codes for d in SOURCES}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_compiled_catalogues_are_those_of_their_sources(path):
    made = io.BytesIO()
    write_mo(made, catalogue(path))
    assert path.with_suffix(".mo").read_bytes() == made.getvalue(), "run `make words`"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_sentence_is_translated_and_no_translation_is_unused(path):
    used, have = SOURCES[path.stem](), told(path)
    assert {words: place for words, place in used.items() if words not in have} == {}
    assert sorted(set(have) - set(used)) == []
    for words, translated in have.items():
        assert all(translated), words
        for text in translated:
            wanted = placeholders(words[-1], path.stem)
            given = placeholders(text, path.stem)
            # a form for one or two may say the count in a word
            assert given == wanted or (len(words) > 1 and set(given) | {"count", "%(num)s"} >= set(wanted)), (
                text
            )
            assert sorted(TAG.findall(text)) == sorted(TAG.findall(words[-1])), text


def test_english_is_in_force_where_nothing_is_said_and_again_afterwards():
    with in_language("ar"):
        assert language() == "ar"
    assert language() == "en"
    assert tell("{low} to {high}", low=1, high="2") == "1 to 2"
    assert [tell_count("{count} raid", "{count} raids", n) for n in (0, 1, 2)] == [
        "0 raids",
        "1 raid",
        "2 raids",
    ]
    assert to_tell("{x} as it stands") == "{x} as it stands"


def test_an_unknown_language_is_refused_with_those_that_are_known():
    with pytest.raises(UsageError, match=r"does not speak 'xx'; it speaks: en, ar\."):
        in_language("xx").__enter__()


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("1,200.5", "١٬٢٠٠٫٥"),
        ("4\u00a0% (0 to 5)", "٤\u00a0٪ (٠ to ٥)"),
        ("a, b. 3:10", "a, b. ٣:١٠"),
        ("\u2068S-400\u2069: 12", "\u2068S-400\u2069: ١٢"),
    ],
)
def test_numbers_follow_the_language_and_names_stay(english, arabic):
    assert in_digits(english) == english
    with in_language("ar"):
        assert in_digits(english) == arabic
        assert in_digits(arabic) == arabic


def test_values_of_a_sentence_that_are_numbers_follow_the_language():
    with in_language("ar"):
        assert tell("{a:.1f} {b:,} {c}", a=2.5, b=1200, c="S-400") == "٢٫٥ ١٬٢٠٠ S-400"


def test_a_name_is_marked_off_in_arabic_and_what_would_turn_text_is_spelled_out():
    assert name("S-400") == "S-400"
    with in_language("ar"):
        assert name("S-400\u202e") == "\u2068S-400\\u202e\u2069"
        assert shown(f"{name('S-400')} \u202e") == "\u2068S-400\u2069 \\u202e"
        assert shown(1200.5) == "١٢٠٠٫٥"


def test_plurals_of_arabic_have_six_forms():
    with in_language("ar"):
        assert translations("sentences").info()["plural-forms"].startswith("nplurals=6")
