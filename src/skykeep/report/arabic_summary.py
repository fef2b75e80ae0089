"""The answer of a brief in Arabic: what is engaged, what is stopped, what it costs, and what that rests on.

Numbers are those of the English page, cell by cell, with the digits and signs of the locale. The whole page
is in English; what stands here says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from skykeep.plain_text import visible
from skykeep.study.brief_data import BriefData, RaidRow

from .comparison_words import names_of
from .doubt import sure_interval
from .placement_words import share_words
from .words import kilometres, metres_high, number, percent, share_with_limits, short_name

__all__ = ["ArabicSummary", "ArabicTable", "arabic_summary", "in_arabic", "with_names"]

_DIGITS = str.maketrans("0123456789%.,", "٠١٢٣٤٥٦٧٨٩٪٫٬")
_WORDS = {
    " to ": " إلى ",
    "\u00a0to\u00a0": " إلى ",
    "\u00a0km": "\u00a0كم",
    "\u00a0m": "\u00a0م",
    "not resolved": "لا يُفصل",
    "90\u00a0% sure: ": "متأكدون بنسبة 90\u00a0%: ",
    "figures allow ": "تسمح الأرقام: ",
    "assumed": "مفترض",
}
_PLACES = {
    "Baghdad": "بغداد",
    "Basra": "البصرة",
    "Erbil": "أربيل",
    "Amman": "عمّان",
    "Irbid": "إربد",
    "Aqaba": "العقبة",
    "Istanbul": "إسطنبول",
    "Ankara": "أنقرة",
    "Diyarbakır": "ديار بكر",
    "Iraq": "العراق",
    "Jordan": "الأردن",
    "Türkiye": "تركيا",
}
_THREATS = {"cruise-missile": "صاروخ جوال دون سرعة الصوت", "fighter": "طائرة مقاتلة"}
_THERE = "موجودة"
_NAME_BEGINS, _NAME_ENDS = "\u2068", "\u2069"
"""First strong isolate and pop directional isolate (Unicode annex 9) around a name of other letters."""


@dataclass(frozen=True, slots=True)
class ArabicTable:
    """A table: its caption, the headings of its columns, and its rows, the name first."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ArabicSummary:
    """The lines that stand first, the tables, and the notes below them."""

    lines: tuple[str, ...]
    tables: tuple[ArabicTable, ...]
    notes: tuple[str, ...]


def in_arabic(told: str) -> str:
    """Return a number as the English page tells it, with the digits, signs and units of Arabic."""
    for english, arabic in _WORDS.items():
        told = told.replace(english, arabic)
    return told.translate(_DIGITS)


def arabic_summary(data: BriefData) -> ArabicSummary:
    """Return the answer of a brief in Arabic."""
    tables = [_reach(data), _raid(data)]
    return ArabicSummary(
        lines=(_question(data), _placement(data)),
        tables=(*tables, *((_cost(data),) if data.choice and data.choice["costs"]["options"] else ())),
        notes=_notes(data),
    )


def with_names(told: str) -> Markup:
    """Return text for a page, each name of other letters a part whose direction is its own."""
    safe = str(escape(told)).replace(_NAME_BEGINS, "<bdi>").replace(_NAME_ENDS, "</bdi>")
    return Markup(safe)


def _name(text: str) -> str:
    """Return a name as it is written, so that it moves nothing of the Arabic around it."""
    return f"{_NAME_BEGINS}{visible(text)}{_NAME_ENDS}"


def _place(name: str) -> str:
    """Return a place in Arabic, as it is called where no Arabic name is known here."""
    return _PLACES.get(name) or _name(name)


def _question(data: BriefData) -> str:
    """Return what is asked."""
    systems = "، ".join(_name(short_name(system)) for system in data.systems)
    return (
        f"السؤال: ماذا ترى كل من المنظومات {systems} فعلًا، وبماذا تشتبك، وماذا توقف لو دافعت عن مدن "
        f"{_place(data.country_name)}؟ الجواب من أرقام منشورة فقط، فوق تضاريس حقيقية."
    )


def _placement(data: BriefData) -> str:
    """Return how much of the country the placed units engage."""
    found = data.placement
    heights = " و".join(in_arabic(metres_high(height)) for height in found["heights_counted_m"])
    lead = _name(short_name(data.system(data.lead_system)))
    proof = "أفضل أماكن مثبتة" if found["proven"] else "أفضل أماكن عُثر عليها"
    return (
        f"{proof} لعدد {in_arabic(str(found['k']))} من {lead}: يمكن "
        f"الاشتباك فوق {in_arabic(share_words(found))} من مساحة {_place(data.country_name)} على ارتفاع "
        f"{heights} فوق سطح الأرض."
    )


def _reach(data: BriefData) -> ArabicTable:
    """Return what share of its ring each system can engage, at the heights that the verdict names."""
    heights = sorted(data.verdict_heights_agl_m)
    rows = []
    for system in data.systems:
        found = {row.height_agl_m: row for row in data.coverage_of(system.id, data.raid_site).rows}
        cells = (in_arabic(share_with_limits(found[height].engageable_share)) for height in heights)
        rows.append((_name(system.name), in_arabic(kilometres(system.engagement_ring_m)), *cells))
    lead = {row.height_agl_m: row for row in data.coverage_of(data.lead_system, data.raid_site).rows}
    threats = [_THREATS.get(name) or _name(name) for name in (lead[each].threat_class for each in heights)]
    return ArabicTable(
        caption=f"ما يمكن الاشتباك معه حول {_place(data.site(data.raid_site).name)}، من دائرة الاشتباك "
        "المنشورة؛ وبين قوسين: كل رقم عند حده ضد المدافع، ثم عند حده لصالحه",
        columns=(
            "المنظومة",
            "دائرة الاشتباك",
            *(
                f"{threat} على {in_arabic(metres_high(height))}"
                for threat, height in zip(threats, heights, strict=True)
            ),
        ),
        rows=tuple(rows),
    )


def _raid(data: BriefData) -> ArabicTable:
    """Return what each system stops of the lead raid, as it comes."""
    raid = next(each for each in data.raids if each.id == data.lead_raid)
    rows = [
        (_name(data.system(row.system).name), *_stopped(row))
        for row in raid.rows
        if row.comparison == "as_it_comes"
    ]
    return ArabicTable(
        caption=f"ما يُوقَف في {_place(data.site(data.raid_site).name)} من غارة فيها "
        f"{in_arabic(str(raid.threats))} تهديدًا حقيقيًا ({_name(raid.name)})؛ وبين قوسين: نحن متأكدون بنسبة "
        f"{in_arabic('90')}٪ أن المتوسط يقع بين الحدين، جهلًا بالأرقام لا حظًا",
        columns=("المنظومة", "يُوقَف", "ينفذ"),
        rows=tuple(rows),
    )


def _stopped(row: RaidRow) -> tuple[str, str]:
    """Return the share that is stopped and the number that leaks, each with what we are sure of."""
    stopped, leakers = row.summary["stopped_share"], row.summary["leakers"]
    sure = "لا يُفصل"
    if stopped["ignorance_90"] is not None and sure_interval(stopped) != "not resolved":
        low, high = (percent(end, unit="") for end in stopped["ignorance_90"])
        sure = in_arabic(f"{low} to {high}")
    return (
        f"{in_arabic(percent(stopped['mean']))} ({sure})",
        f"{in_arabic(number(round(leakers['mean'], 1)))} ({in_arabic(sure_interval(leakers))})",
    )


def _cost(data: BriefData) -> ArabicTable:
    """Return what each option costs, and how long it takes."""
    costs, names = data.choice["costs"], names_of(data.choice)
    rows = []
    for row in costs["options"]:
        low, mid, high = (f"{row['cost'][f'{end}_musd'] / 1000.0:.2g}" for end in ("low", "mid", "high"))
        time = row["first_capability"]
        ends = (f"{time[f'{end}_years']:.1f}" for end in ("mid", "low", "high"))
        years = _THERE if time["held"] else in_arabic("{} ({} to {})".format(*ends))
        rows.append((_name(names[row["option"]]), in_arabic(f"{mid} ({low} to {high})"), years))
    return ArabicTable(
        caption=f"الكلفة خلال {in_arabic(format(costs['years'], 'g'))} سنة بمليارات الدولارات، والسنوات حتى "
        "أول قدرة: الوسط، وبين قوسين الأدنى والأعلى؛ من عقود منشورة حيث وُجدت، ومن قواعد مفترضة",
        columns=("الخيار", "الكلفة", "السنوات"),
        rows=tuple(rows),
    )


def _notes(data: BriefData) -> tuple[str, ...]:
    """Return what the numbers rest on."""
    parts = [
        f"{in_arabic(str(system.kinds['assumed']))} من {in_arabic(str(system.figures))} لمنظومة "
        f"{_name(short_name(system))}"
        for system in data.systems
    ]
    return (
        f"أرقام مفترضة لا ينشرها أحد: {'، '.join(parts)}. احتمال أن يُسقط صاروخ اعتراضي واحد هدفه مفترض.",
        "المكان مركز مدينة وليس موضع وحدة. هذه دراسة وليست نبوءة: لا تقول هل تربح وحدة بعينها غارة بعينها.",
        "بقية الصفحة، بكل رقم ومصدره، بالإنجليزية؛ والخريطة الحية تتكلم العربية بزر اللغة.",
    )
