"""The page of a run: words, dots, tables, the map and chosen raids in one HTML file that asks nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from skykeep._version import __version__
from skykeep.language import DIRECTIONS, language, tell, to_tell
from skykeep.page.coverage_payload import coverage_payload
from skykeep.page.embed import Packed, loader, packed, packed_script
from skykeep.study.brief_data import SourceRow
from skykeep.study.map_data import MapData
from skykeep.study.own_parts import OwnParts
from skykeep.study.replay_data import ReplayData

from .column_labels import with_phone_labels
from .contents import (
    NOT_INSIDE,
    SIZE_MARK,
    Content,
    held_size,
    own_contents,
    own_words,
    raids_content,
    with_size,
)
from .coverage_page import still_maps
from .dots_svg import one_dots_svg
from .figure_data import FigureNumbers, packed_figures
from .page_filters import as_english
from .raid_dots import count_columns, count_row, hundred_sentence
from .replay_page import raids_in_words
from .run_parts import Listed, Said, Tabulated, run_groups
from .shipped_words import place_name, shipped
from .style import LEDGER_FILLS
from .templating import CONTENT_POLICY, environment, style_of
from .words import commas, fixed, kind_word, plural

__all__ = ["RunPage", "render_run"]

BEFORE_DOTS = ("question", "verdict")
LATER = ("measures", "layers", "ledger", "changes", "record", "rests_on", "counts")
"""Groups of what is said of a run in the order of the page; the rest comes before the dots."""


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class RunPage:
    """Everything on the page of a run.

    ``keys`` are world and replication of each dot of ``summary["hundred_raids"]``; ``replay`` holds the raids
    that the page plays; ``off_map`` says whom ``map`` leaves out, or why there is none; empty for nobody.
    """

    summary: Mapping[str, Any]
    keys: Sequence[tuple[int, int]]
    replay: ReplayData
    map: MapData | None
    off_map: str
    sources: Sequence[SourceRow]
    own: OwnParts


def render_run(data: RunPage) -> str:
    """Return the page: one self-contained file that asks nothing of any network.

    With scripts off all its words, tables and still pictures stand there. The same run gives the same bytes.
    """
    summary = data.summary
    groups = run_groups(summary)
    raids, replay = raids_in_words(data.replay)
    held = {"skykeep-script": packed_script()}
    if data.map is None:
        held["skykeep-payload"] = packed(replay)
    else:
        held |= {"skykeep-payload": packed(coverage_payload(data.map)), "skykeep-replay": packed(replay)}
    held["figure-data"] = packed_figures(_source_line(data), _numbers(data))
    page = _template().render(
        summary=summary,
        first=[groups[name] for name in BEFORE_DOTS],
        later=[(name, groups[name]) for name in LATER if name in groups],
        headings={part: tell(words) for part, words in HEADINGS.items()},
        title=shipped(summary["scenario"]["name"]),
        language=language(),
        direction=DIRECTIONS[language()],
        dots=_dots(data),
        data=data.replay,
        raids=raids,
        map=data.map,
        off_map=shipped(data.off_map),
        stills=still_maps(data.map) if data.map else [],
        attribution=shipped(data.replay.attribution),
        sources=data.sources,
        contents=_contents(data, held),
        not_inside=tell(NOT_INSIDE),
        size_mark=SIZE_MARK,
        policy=CONTENT_POLICY,
        version=__version__,
        css=style_of("brief.css", "replay.css", "map.css"),
        loader=Markup(loader()),
        held=held,
    )
    return with_size(with_phone_labels(page))


HEADINGS = {
    "measures": to_tell("How many leak, and how sure that is"),
    "layers": to_tell("Layer by layer"),
    "ledger": to_tell("Why threats leak"),
    "changes": to_tell("What would change it"),
    "record": to_tell("The public record"),
    "rests_on": to_tell("What it rests on"),
    "counts": to_tell("How much was played"),
}


@cache
def _template() -> jinja2.Template:
    """Return the template, compiled once."""
    found = environment()
    found.filters |= {
        "own_words": own_words,
        "fixed": fixed,
        "shipped": shipped,
        "english": as_english,
        "kind": kind_word,
    }
    found.tests |= {
        "said": lambda part: isinstance(part, Said),
        "listed": lambda part: isinstance(part, Listed),
        "tabulated": lambda part: isinstance(part, Tabulated),
    }
    return found.get_template("run.html.j2")


def _dots(data: RunPage) -> dict[str, Any]:
    """Return a hundred raids as a picture, where each dot stands and which raid it is, and as counts; empty
    where luck cannot be told.
    """
    hundred = data.summary.get("hundred_raids")
    if not hundred:
        return {}
    launched = data.summary["threats_launched"]
    svg, places = one_dots_svg(hundred, launched, name="dots")
    dots = [
        [x, y, *key, dot["leakers"], _reason(dot["reason"])]
        for (x, y), key, dot in zip(places, data.keys, hundred["dots"], strict=True)
    ]
    return {
        "svg": Markup(svg),
        "count": len(dots),
        "said": hundred_sentence(hundred, launched),
        "places": json.dumps(dots, ensure_ascii=False, separators=(",", ":")),
        "columns": count_columns(launched),
        "counts": count_row(hundred, launched),
    }


def _source_line(data: RunPage) -> str:
    """Return whose numbers a figure of the page shows, and what they are worth."""
    summary, replay = data.summary, data.replay
    return (
        f"skykeep {__version__}, scenario {summary['scenario']['id']}, seed {summary['seed']}, "
        f"{summary['worlds']} worlds of {summary['replications']} raids: public figures only, "
        f"{summary['rests_on']['by_kind'].get('assumed', 0)} of {summary['rests_on']['figures']} assumed. "
        f"Ground: {replay.window.name}. {replay.attribution}"
    )


def _numbers(data: RunPage) -> dict[str, FigureNumbers]:
    """Return the numbers of the dots."""
    hundred = data.summary.get("hundred_raids")
    if not hundred:
        return {}
    rows = [
        [world, replication, dot["leakers"], _reason(dot["reason"])]
        for (world, replication), dot in zip(data.keys, hundred["dots"], strict=True)
    ]
    return {
        "hundred-raids": FigureNumbers(
            title=f"{len(rows)} raids that stand for all: {data.summary['scenario']['name']}",
            columns=("world", "replication", "leakers", "most_leaked_for"),
            rows=rows,
        )
    }


def _reason(reason: str) -> str:
    """Return the words of a reason, empty where nothing leaked."""
    return LEDGER_FILLS[reason].words if reason in LEDGER_FILLS else ""


def _contents(data: RunPage, held: Mapping[str, Packed]) -> list[Content]:
    """Return what the file holds, for who shares it."""
    own, title = data.own, data.summary["scenario"]["name"]
    sizes = {id_: held_size(part) for id_, part in held.items()}
    replay = sizes["skykeep-payload" if data.map is None else "skykeep-replay"]
    found = [
        Content(
            what=tell(
                "The scenario \u201c{title}\u201d: what it asks, what it defends, where its units stand",
                title=shipped(title),
            ),
            is_own=own.question,
        ),
        *own_contents(own),
        Content(
            what=tell(
                "Answer and tables of {raids}, as counts and intervals",
                raids=plural(data.summary["raids"], "raid"),
            )
        ),
        raids_content(len(data.replay.raids), data.replay.window.name, replay),
    ]
    if data.map is not None:
        found.append(
            Content(
                what=tell(
                    "Ranges by height and bearing at {places}, with the ground of the map ({ground})",
                    places=commas(place_name(unit.name) for unit in data.map.units),
                    ground=shipped(data.map.window.name),
                ),
                size_bytes=sizes["skykeep-payload"],
            )
        )
    return [*found, Content(what=tell("The program of the page"), size_bytes=sizes["skykeep-script"])]
