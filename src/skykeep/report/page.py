"""The page of a brief: words, tables and figures in one HTML file that asks nothing of any network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from skykeep._version import __version__
from skykeep.language import DIRECTIONS, language, tell
from skykeep.page.embed import Packed, loader, packed, packed_script, page_css
from skykeep.page.payload import brief_payload, main_height_agl_m
from skykeep.study.brief_data import BriefData, FigureRow, RaidRow
from skykeep.study.one_at_a_time import BEST_RAIDS
from skykeep.study.own_parts import OwnParts

from . import words
from .answers import answers
from .arabic_summary import arabic_summary
from .basis_words import alike_sentence
from .brief_numbers import brief_numbers, source_line
from .called_here import called_here
from .cause_words import SHOWN, CauseLine, cause_lines, within_words
from .choice_panel import (
    choice_grounds,
    choice_pairs,
    choice_price_lines,
    choice_sentences,
    choice_tables,
    dots_sentence,
    pareto_sentence,
)
from .column_labels import with_phone_labels
from .contents import NOT_INSIDE, SIZE_MARK, Content, held_size, own_contents, with_size
from .differences import grounds_of, kill_words, pair_grounds, tracking_kinds, untracked_share
from .doctrine_words import crew_sentence
from .doubt import WHY_NOT_RESOLVED, is_resolved
from .enough_words import enough_sentence, fewest_words
from .figure_data import packed_figures
from .figure_ids import names_for
from .gain_words import gain_words, loss_rows, moves_words
from .own_test_words import own_test_sentences
from .page_figures import ledger_reasons, page_figures
from .page_filters import brief_environment
from .placement_words import gap_words
from .reason_words import meaning_of
from .record_words import record_sentences
from .sensitivity_words import NO_FACT, facts_told
from .shipped_words import place_name, shipped
from .short_answer import short_answer
from .style import LEDGER_FILLS
from .svg_looks import share_in_page
from .templating import template_text
from .verdict import units_placed, verdict

__all__ = ["json_bytes", "page_json", "render_brief"]

KINDS = ("claimed", "reported", "derived", "hobby", "assumed")
FIRST_ASSUMED = 6
"""Lines of the box at the head of the page; the table further down holds all that stand out."""


def render_brief(
    data: BriefData, *, own: OwnParts | None = None, tick: Callable[[], object] = lambda: None
) -> str:
    """Return the page; ``own`` is what of it did not ship, and ``tick`` is called after each of as many
    figures as :func:`skykeep.report.page_figures.figure_count` says.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib (the report extra) is not installed.
    """
    held = {
        "skykeep-script": packed_script(),
        "skykeep-payload": packed(brief_payload(data, called_here)),
        "brief-data": packed(json_bytes(page_json(data))),
        "figure-data": packed_figures(source_line(data), brief_numbers(data)),
    }
    template = brief_environment().get_template("brief.html.j2")
    page = template.render(
        data=data,
        language=language(),
        direction=DIRECTIONS[language()],
        lead=data.system(data.lead_system),
        lead_raid=next(raid for raid in data.raids if raid.id == data.lead_raid),
        verdict=verdict(data),
        answers=answers(data),
        arabic=arabic_summary(data) if language() == "en" else None,
        beyond=_beyond_data(data),
        kinds=KINDS,
        pairs=pair_grounds(data),
        crew=_crew(data),
        untracked=untracked_share(data),
        tracking_kinds=tracking_kinds(data),
        kills=kill_words(data),
        record=record_sentences(
            _row_of_lead(data).summary, whose=words.short_name(data.system(data.lead_system))
        ),
        as_many=_plays_as_many(data),
        best_raids=BEST_RAIDS,
        not_resolved=_not_resolved(data),
        not_apart=_not_apart(data),
        untracked_words=tell(LEDGER_FILLS["not_tracked_by_luck"].words),
        grounds_of=lambda difference: grounds_of(data, difference, ""),
        causes_of=cause_lines,
        within=within_words,
        moved=_row_of_lead(data).summary["tornado"],
        first_assumed=_first_assumed(data),
        facts=facts_told(data.facts, named=names_for(data.lead_system, data.figures)) if data.facts else [],
        called=lambda line, owner: names_for(owner, data.figures)(line.figure),
        no_fact=tell(NO_FACT),
        shown=SHOWN,
        gain_words=gain_words(data),
        enough=enough_sentence(data.placement, units_placed(data)),
        fewest=fewest_words(data.placement),
        proof=gap_words(data.placement),
        choice={
            "sentences": choice_sentences(data.choice),
            "tables": choice_tables(data.choice),
            "dots": dots_sentence(data.choice),
            "pairs": choice_pairs(data.choice),
            "pareto": pareto_sentence(data.choice),
            "price_lines": choice_price_lines(data.choice),
            "grounds": choice_grounds(data.choice),
        },
        loss_rows=loss_rows(data),
        jamming_moves=_jamming_moves(data),
        alike=alike_sentence(_row_of_lead(data).summary),
        figures=page_figures(data, tick),
        main_height=main_height_agl_m(data),
        main_threat=_main_threat(data),
        ledger_reasons=ledger_reasons(data),
        meaning_of=meaning_of,
        source_numbers={source.id: place for place, source in enumerate(data.sources, start=1)},
        owners=_owners(data),
        version=__version__,
        short_answer=short_answer(data),
        own_test=own_test_sentences(),
        hilly_site=_hilly_site(data),
        css=_style(),
        loader=Markup(loader()),
        held=held,
        contents=_contents(data, held, own),
        not_inside=tell(NOT_INSIDE),
        size_mark=SIZE_MARK,
        comparisons=(
            ("as_it_comes", tell("As it comes")),
            ("equal_rounds", tell("Each with {rounds} ready rounds, no reload", rounds=data.equal_rounds)),
        ),
    )
    return with_size(with_phone_labels(share_in_page(page)))


def _contents(data: BriefData, held: Mapping[str, Packed], own: OwnParts | None) -> list[Content]:
    """Return what the file holds, for who shares it."""
    sizes = {key: held_size(part) for key, part in held.items()}
    places = tell(", ").join(place_name(site.name) for site in data.sites)
    found = own or OwnParts()
    return [
        Content(
            what=tell(
                "The case \u201c{title}\u201d: question, places ({places}), systems, raids, options",
                title=shipped(data.title),
                places=places,
            ),
            is_own=found.question,
        ),
        *own_contents(found),
        Content(
            what=tell(
                "Ranges by height and bearing of every system at every place, with the ground of the map "
                "({elevation})",
                elevation=shipped(data.provenance["elevation"]),
            ),
            size_bytes=sizes["skykeep-payload"],
        ),
        Content(
            what=tell("The numbers of the page as JSON, and of its figures"),
            size_bytes=sizes["brief-data"] + sizes["figure-data"],
        ),
        Content(what=tell("The program of the page"), size_bytes=sizes["skykeep-script"]),
    ]


def _first_assumed(data: BriefData) -> list[CauseLine]:
    """Return the assumed figures that move the lead raid most; doctrine has a line of its own."""
    lines = cause_lines(_row_of_lead(data).summary)
    return [line for line in lines if line.kind == "assumed" and not line.is_list][:FIRST_ASSUMED]


def _crew(data: BriefData) -> str:
    """Return how the firing of the crew decides the lead raid; empty where doctrine is fixed."""
    raid = next(raid for raid in data.raids if raid.id == data.lead_raid)
    return crew_sentence(
        _row_of_lead(data).summary, raid.name, words.short_name(data.system(data.lead_system))
    )


def _jamming_moves(data: BriefData) -> str:
    """Return what decides how much jamming does to the lead system."""
    found = [each.moves_with for each in data.gains.jamming if each.system == data.lead_system]
    words = moves_words(data, found[0]) if found else ""
    return words[:1].lower() + words[1:]


def page_json(data: BriefData) -> dict[str, Any]:
    """Return the data of a brief without ranges by bearing, which the payload of its map holds, and without
    what the raid of each dot was, which the numbers of its figures hold.
    """
    values = data.to_json()
    for option in values["choice"].get("dots", {}).get("options", {}).values():
        option["dots"] = [{key: dot[key] for key in ("leakers", "reason")} for dot in option["dots"]]
    for coverage in (*values["coverage"], *values["option_coverage"]):
        for row in coverage["rows"]:
            del row["seen_range_m"], row["first_intercept_m"]
    return values


def json_bytes(value: Any) -> bytes:
    """Return plain values as JSON without a space too many."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def _main_threat(data: BriefData) -> str:
    """Return the class of threat at the height that the still maps show."""
    rows = data.coverage_of(data.lead_system, data.raid_site).rows
    return next(row.threat_class for row in rows if row.height_agl_m == main_height_agl_m(data))


def _style() -> Markup:
    """Return the style of the page, with what a language written from the right needs beside it."""
    css = template_text("brief.css") + ("" if DIRECTIONS[language()] == "ltr" else template_text("rtl.css"))
    return Markup(_tight(css) + page_css())


def _tight(css: str) -> str:
    """Return a style sheet without comments and without room between rules."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", bare).strip()


def _row_of_lead(data: BriefData) -> RaidRow:
    """Return the lead system, as it comes, against the lead raid."""
    raid = next(raid for raid in data.raids if raid.id == data.lead_raid)
    return next(row for row in raid.rows if (row.system, row.comparison) == (data.lead_system, "as_it_comes"))


def _not_resolved(data: BriefData) -> str:
    """Return why some interval is not resolved, empty where all are."""
    told = [row.summary["leakers"] for raid in data.raids for row in raid.rows]
    told += [difference.more for raid in data.raids for difference in raid.differences]
    return "" if all(is_resolved(each) for each in told) else tell(WHY_NOT_RESOLVED)


def _plays_as_many(data: BriefData) -> bool:
    """Return whether the choice and the raids take as many draws of the figures and raids in each."""
    if not data.choice:
        return False
    asked, played = data.choice, data.provenance
    return bool(asked["worlds_limit"] == played["worlds"] and asked["replications"] == played["replications"])


def _not_apart(data: BriefData) -> str:
    """Return why luck and ignorance have no interval of their own, empty where they have."""
    leakers = [row.summary["leakers"] for raid in data.raids for row in raid.rows]
    missing = [each for each in leakers if each["luck_90"] is None or each["ignorance_90"] is None]
    whys = dict.fromkeys(filter(None, (each.get("ignorance_note", "") for each in missing)))
    told = words.listing([shipped(why) for why in whys])
    return tell("–: no interval, for there are {whys}.", whys=told) if whys else ""


def _beyond_data(data: BriefData) -> list[str]:
    """Return which rings reach beyond the elevation data: one sentence for each system and site."""
    told = []
    for system in data.systems:
        for site in data.sites:
            most = max(row.no_data_share for row in data.coverage_of(system.id, site.id).rows)
            if most > 0:
                told.append(
                    tell(
                        "{system}, {site}: {share} of the ring lies beyond the elevation data and is not "
                        "counted as covered.",
                        system=words.short_name(system),
                        site=place_name(site.name),
                        share=words.percent(most),
                    )
                )
    return told


def _hilly_site(data: BriefData) -> str:
    """Return the name of the site where hills limit the lead system on most bearings, over all heights."""

    def hills(site_id: str) -> float:
        return sum(
            row.limited_by.get("terrain", 0.0) for row in data.coverage_of(data.lead_system, site_id).rows
        )

    return shipped(max(data.sites, key=lambda site: hills(site.id)).name)


def _owners(data: BriefData) -> list[tuple[str, list[FigureRow]]]:
    """Return the figures in groups: each system, those of options alone, threats, what all share."""
    groups = [
        (
            tell(", ").join((shipped(system.name), shipped(system.unit_name))),
            [row for row in data.figures if row.owner == system.id],
        )
        for system in data.systems
    ]
    compared = {system.id for system in data.systems}
    others = {
        unit["system"]: shipped(unit["name"])
        for option in data.choice.get("options", ())
        for unit in option["units"]
        if unit["system"] not in compared
    }
    groups += [
        (
            tell("{system}, among the options", system=called),
            [row for row in data.figures if row.owner == system],
        )
        for system, called in others.items()
    ]
    groups.append((tell("Threat classes"), [row for row in data.figures if row.owner.startswith("threats/")]))
    groups.append(
        (
            tell("Common to all: raid conditions and kill figures"),
            [row for row in data.figures if row.owner == "common"],
        )
    )
    return groups
