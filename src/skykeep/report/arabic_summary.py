"""The answer of a brief in Arabic: what is engaged, what is stopped, what it costs, and what that rests on.

It stands at the head of the English page, whose numbers it has, cell by cell; a page in Arabic has no need
of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from skykeep.language import in_digits, in_language, name, tell, to_tell
from skykeep.study.brief_data import BriefData, RaidRow

from .comparison_words import names_of
from .doubt import NOT_RESOLVED, is_resolved, sure_interval
from .placement_words import share_words
from .shipped_words import place_name, shipped
from .words import fixed, kilometres, metres_high, number, percent, share_with_limits, short_name

__all__ = ["ArabicSummary", "ArabicTable", "arabic_summary", "with_names"]

_WITH_ENDS = to_tell("{mid} ({low} to {high})")
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


def arabic_summary(data: BriefData) -> ArabicSummary:
    """Return the answer of a brief in Arabic."""
    with in_language("ar"):
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


def _question(data: BriefData) -> str:
    """Return what is asked."""
    systems = "، ".join(short_name(system) for system in data.systems)
    return (
        f"السؤال: ماذا ترى كل من المنظومات {systems} فعلًا، وبماذا تشتبك، وماذا توقف لو دافعت عن مدن "
        f"{place_name(data.country_name)}؟ الجواب من أرقام منشورة فقط، فوق تضاريس حقيقية."
    )


def _placement(data: BriefData) -> str:
    """Return how much of the country the placed units engage."""
    found = data.placement
    heights = " و".join(metres_high(height) for height in found["heights_counted_m"])
    lead = short_name(data.system(data.lead_system))
    proof = "أفضل أماكن مثبتة" if found["proven"] else "أفضل أماكن عُثر عليها"
    return (
        f"{proof} لعدد {in_digits(str(found['k']))} من {lead}: يمكن "
        f"الاشتباك فوق {share_words(found)} من مساحة {place_name(data.country_name)} على ارتفاع "
        f"{heights} فوق سطح الأرض."
    )


def _reach(data: BriefData) -> ArabicTable:
    """Return what share of its ring each system can engage, at the heights that the verdict names."""
    heights = sorted(data.verdict_heights_agl_m)
    rows = []
    for system in data.systems:
        found = {row.height_agl_m: row for row in data.coverage_of(system.id, data.raid_site).rows}
        cells = (share_with_limits(found[height].engageable_share) for height in heights)
        rows.append((name(system.name), kilometres(system.engagement_ring_m), *cells))
    lead = {row.height_agl_m: row for row in data.coverage_of(data.lead_system, data.raid_site).rows}
    threats = [shipped(lead[each].threat_class.replace("-", " ")) for each in heights]
    return ArabicTable(
        caption=f"ما يمكن الاشتباك معه حول {place_name(data.site(data.raid_site).name)}، من دائرة الاشتباك "
        "المنشورة؛ وبين قوسين: كل رقم عند حده ضد المدافع، ثم عند حده لصالحه",
        columns=(
            "المنظومة",
            "دائرة الاشتباك",
            *(f"{threat} على {metres_high(height)}" for threat, height in zip(threats, heights, strict=True)),
        ),
        rows=tuple(rows),
    )


def _raid(data: BriefData) -> ArabicTable:
    """Return what each system stops of the lead raid, as it comes."""
    raid = next(each for each in data.raids if each.id == data.lead_raid)
    rows = [
        (name(data.system(row.system).name), *_stopped(row))
        for row in raid.rows
        if row.comparison == "as_it_comes"
    ]
    return ArabicTable(
        caption=f"ما يُوقَف في {place_name(data.site(data.raid_site).name)} من غارة فيها "
        f"{in_digits(str(raid.threats))} تهديدًا حقيقيًا ({shipped(raid.name)})؛ وبين قوسين: نحن متأكدون بنسبة "
        f"٩٠٪ أن المتوسط يقع بين الحدين، جهلًا بالأرقام لا حظًا",
        columns=("المنظومة", "يُوقَف", "ينفذ"),
        rows=tuple(rows),
    )


def _stopped(row: RaidRow) -> tuple[str, str]:
    """Return the share that is stopped and the number that leaks, each with what we are sure of."""
    stopped, leakers = row.summary["stopped_share"], row.summary["leakers"]
    sure = tell(NOT_RESOLVED)
    if stopped["ignorance_90"] is not None and is_resolved(stopped):
        low, high = (percent(end, unit="") for end in stopped["ignorance_90"])
        sure = tell("{low} to {high}", low=low, high=high)
    return (
        f"{percent(stopped['mean'])} ({sure})",
        f"{number(round(leakers['mean'], 1))} ({sure_interval(leakers)})",
    )


def _cost(data: BriefData) -> ArabicTable:
    """Return what each option costs, and how long it takes."""
    costs, names = data.choice["costs"], names_of(data.choice)
    rows = []
    for row in costs["options"]:
        cost = {end: f"{row['cost'][f'{end}_musd'] / 1000.0:.2g}" for end in ("low", "mid", "high")}
        time = row["first_capability"]
        wait = (
            {end: fixed(time[f"{end}_years"]) for end in ("low", "mid", "high")} if not time["held"] else {}
        )
        years = tell(_WITH_ENDS, **wait) if wait else "موجودة"
        rows.append((name(names[row["option"]]), in_digits(tell(_WITH_ENDS, **cost)), years))
    return ArabicTable(
        caption=f"الكلفة خلال {in_digits(format(costs['years'], 'g'))} سنة بمليارات الدولارات، والسنوات حتى "
        "أول قدرة: الوسط، وبين قوسين الأدنى والأعلى؛ من عقود منشورة حيث وُجدت، ومن قواعد مفترضة",
        columns=("الخيار", "الكلفة", "السنوات"),
        rows=tuple(rows),
    )


def _notes(data: BriefData) -> tuple[str, ...]:
    """Return what the numbers rest on."""
    parts = [
        f"{in_digits(str(system.kinds['assumed']))} من {in_digits(str(system.figures))} لمنظومة "
        f"{short_name(system)}"
        for system in data.systems
    ]
    return (
        f"أرقام مفترضة لا ينشرها أحد: {'، '.join(parts)}. احتمال أن يُسقط صاروخ اعتراضي واحد هدفه مفترض.",
        "المكان مركز مدينة وليس موضع وحدة. هذه دراسة وليست نبوءة: لا تقول هل تربح وحدة بعينها غارة بعينها.",
        "بقية الصفحة، بكل رقم ومصدره، بالإنجليزية؛ والخريطة الحية تتكلم العربية بزر اللغة، والصفحة كلها "
        f"يكتبها بالعربية {name('skykeep brief --lang ar')}.",
    )
