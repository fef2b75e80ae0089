"""Words of the shipped data in Arabic: all that a study says in fixed words, and sentences with numbers."""

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.engine import REASONS
from skykeep.language import in_language
from skykeep.plurals import plural_of
from skykeep.report.shipped_cases import CASE_WORDS
from skykeep.report.shipped_patterns import PATTERNS
from skykeep.report.shipped_words import WORDS, shipped
from skykeep.study.assumptions import program_assumptions
from skykeep.study.brief_case import read_brief_case, shipped_brief_cases
from skykeep.study.choice.winner import ALIKE, ONE_OPTION, RULE, TOO_FEW
from skykeep.study.intervals import ONE_RAID_EACH, TOO_FEW_TO_SPLIT, YES_OR_NO


def cases():
    return [read_brief_case(str(path)) for path in shipped_brief_cases().values()]


def said_by_the_data():
    catalogue = load_catalogue()
    units = {system.unit_name for system in catalogue.systems.values()}
    return [
        *(word for reason in REASONS for word in (reason.label, reason.resource)),
        *units,
        *map(plural_of, units - {"aircraft"}),
        *(raid.name for raid in catalogue.raids.values()),
        *map(plain, catalogue.threats),
        *(site.name for case in cases() for site in case.sites),
        *(each.words for case in cases() for each in case.choice.beside),
        *program_assumptions(catalogue.detection),
        *(ALIKE, ONE_OPTION, RULE, TOO_FEW, ONE_RAID_EACH, TOO_FEW_TO_SPLIT, YES_OR_NO),
    ]


def test_what_the_shipped_data_says_is_told_in_arabic():
    with in_language("ar"):
        left = [words for words in said_by_the_data() if shipped(words) == f"\u2068{words}\u2069"]
    assert left == []


def plain(threat_class):
    return threat_class.replace("-", " ")


def said_by_the_cases():
    for case in cases():
        yield from (case.title, case.question, case.tests)
        yield from (option.note for option in case.options)
        yield from (figure.label for figure in case.decisive)
        yield from (statement.said for statement in case.statements)
    catalogue = load_catalogue()
    yield from (raid.description for raid in catalogue.raids.values())
    yield from (threat.name for threat in catalogue.threats.values())
    yield from (words for words in map(plain, catalogue.threats) if words not in WORDS)


def test_what_the_shipped_cases_say_is_told_in_arabic_and_nothing_else_is_kept():
    assert {" ".join(words.split()) for words in said_by_the_cases()} == CASE_WORDS
    with in_language("ar"):
        assert [words for words in CASE_WORDS if shipped(words) in (words, f"\u2068{words}\u2069")] == []


def test_english_stays_as_it_is():
    assert [shipped(words) for words in (*WORDS, "S-400")] == [*WORDS, "S-400"]


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("S-400", "\u2068S-400\u2069"),
        ("Pantsir-S1, there today", "\u2068Pantsir-S1\u2069 الموجودة اليوم"),
        (
            "share of 8 quasi-ballistic missiles that leaks, mean over the sites",
            "حصة ما ينفذ من غارة ٨ صواريخ شبه بالستية، متوسطًا على الأماكن",
        ),
        (
            "Amman stands in a hollow of the elevation data: 1 km to the north-west (31.9500,35.9100, 40 "
            "m higher) 2.5 times the area is in sight at 100 m (12.5% in place of 5.0% of 300 km around). "
            "Where the crew can choose its ground, ask again from there.",
            "يقع موقع عمّان في منخفض من بيانات الارتفاع: فعلى بعد ١ كم باتجاه الشمال الغربي (٣١٫٩٥٠٠؛ "
            "٣٥٫٩١٠٠، أعلى بمقدار ٤٠ م) تصير المساحة في خط النظر ٢٫٥ أضعاف على ارتفاع ١٠٠ م (١٢٫٥٪ بدلًا "
            "من ٥٫٠٪ من دائرة ٣٠٠ كم). وحيث يستطيع الطاقم اختيار أرضه فاسأل من جديد من هناك.",
        ),
        ("30N6E2 engagement radar", "رادار الاشتباك \u206830N6E2\u2069"),
        ("A name {in} braces", "\u2068A name {in} braces\u2069"),
        ("", ""),
    ],
)
def test_names_stay_and_sentences_with_a_value_are_told(english, arabic):
    with in_language("ar"):
        assert shipped(english) == arabic


def test_no_pattern_hides_behind_another():
    assert len(set(PATTERNS)) == len(PATTERNS)
    assert not WORDS & set(PATTERNS)
