"""The page of a replay: chosen raids, each in words and a picture, and the script that plays them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from skykeep._version import __version__
from skykeep.engine.scene import decisive_moments
from skykeep.language import DIRECTIONS, language, name, tell, to_tell
from skykeep.page.embed import Packed, loader, packed, packed_script
from skykeep.page.replay_payload import on_grid, replay_payload
from skykeep.study.own_parts import OwnParts
from skykeep.study.replay_data import RaidTold, ReplayData

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
from .decisive_words import decisive_rows, short_ids
from .replay_figure import plan_svg
from .shipped_words import shipped
from .story_words import ending_words, moment_cells, raid_sentences
from .templating import CONTENT_POLICY, environment, style_of
from .words import NBSP, fixed, plural

__all__ = ["PARTS", "raids_in_words", "render_replay"]

PARTS: Mapping[str, str] = {
    "median": to_tell("Median raid"),
    "worst": to_tell("Worst raid"),
    "best": to_tell("Best raid"),
    "median_of_dots": to_tell("Median of the dots"),
    "worst_of_dots": to_tell("Worst of the dots"),
    "best_of_dots": to_tell("Best of the dots"),
    "asked": to_tell("The raid"),
    "first": to_tell("The first raid"),
}
"""What a raid is called by its part in the choice."""
THREATS_TOLD_MOST = 150
"""So many threats of a raid are told moment by moment, leakers first; ``skykeep replay`` tells all."""


def render_replay(data: ReplayData, own: OwnParts) -> str:
    """Return the page: one self-contained file that asks nothing of any network.

    The script plays the raids in three dimensions; without it the page holds each raid's story in words and a
    still picture. ``own`` is what of the raids did not ship. The same raids give the same bytes.
    """
    raids, payload = raids_in_words(data)
    held = {"skykeep-script": packed_script(), "skykeep-payload": packed(payload)}
    page = _template().render(
        data=data,
        title=shipped(data.title),
        raids=raids,
        language=language(),
        direction=DIRECTIONS[language()],
        policy=CONTENT_POLICY,
        version=__version__,
        css=style_of("brief.css", "replay.css"),
        loader=Markup(loader()),
        held=held,
        contents=_contents(data, own, held),
        not_inside=tell(NOT_INSIDE),
        size_mark=SIZE_MARK,
    )
    return with_size(with_phone_labels(page))


def raids_in_words(data: ReplayData) -> tuple[list[dict[str, Any]], bytes]:
    """Return what is said of each raid, and the payload that plays them."""
    names = [short_ids(actor.id for actor in raid.scene.of_kind("threat")) for raid in data.raids]
    endings = [{row["threat"]: ending_words(row) for row in raid.threats} for raid in data.raids]
    raids = [
        _raid_words(number, raid, short, ended)
        for number, (raid, short, ended) in enumerate(zip(data.raids, names, endings, strict=True))
    ]
    told = tuple(
        replace(raid, chosen=raid.chosen._replace(why=shipped(raid.chosen.why))) for raid in data.raids
    )
    shown = replace(data, title=shipped(data.title), raids=told)
    return raids, replay_payload(shown, names, endings)


@cache
def _template() -> jinja2.Template:
    """Return the template, compiled once."""
    found = environment()
    found.filters |= {"fixed": fixed, "own_words": own_words, "shipped": shipped}
    return found.get_template("replay.html.j2")


def _contents(data: ReplayData, own: OwnParts, held: Mapping[str, Packed]) -> list[Content]:
    """Return what the file holds, for who shares it."""
    return [
        Content(
            what=tell(
                "The scenario \u201c{title}\u201d: what it defends, where its units stand",
                title=shipped(data.title),
            ),
            is_own=own.question,
        ),
        *own_contents(own),
        raids_content(len(data.raids), data.window.name, held_size(held["skykeep-payload"])),
        Content(what=tell("The program of the page"), size_bytes=held_size(held["skykeep-script"])),
    ]


def _raid_words(
    number: int, raid: RaidTold, short: Mapping[str, str], endings: Mapping[str, str]
) -> dict[str, Any]:
    """Return what is said of one raid."""
    scene = raid.scene
    rows = {actor.id: row for row, actor in enumerate(scene.actors)}
    said = " ".join(raid_sentences(raid.threats))
    moments = decisive_rows(decisive_moments(scene), scene, raid.threats)
    told = sorted(raid.threats, key=lambda row: row["outcome"] != "leaked" or row["decoy"])[
        :THREATS_TOLD_MOST
    ]
    kept = {row["threat"] for row in told}
    by_threat: dict[str, list[tuple[str, ...]]] = {threat: [] for threat in kept}
    for moment in raid.moments:
        if moment["threat"] in kept:
            by_threat[moment["threat"]].append(moment_cells(moment))
    title = tell(PARTS[raid.chosen.name])
    above = tell("{title} seen from above. {said}", title=title, said=said)
    return {
        "number": number,
        "title": title,
        "key": tell(
            "world {world}, replication {replication}", world=scene.world, replication=scene.replication
        ),
        "argument": f"{scene.world},{scene.replication}",
        "why": shipped(raid.chosen.why),
        "said": said,
        "plan": Markup(plan_svg(scene, above)),
        "moments": [
            {
                **row,
                "at_s": on_grid(row["time_s"]),
                "actor_row": rows[row["actor"]],
                "about_row": rows[row["about"]] if row["about"] else -1,
            }
            for row in moments
        ],
        "threats": [
            {
                "name": name(short[row["threat"]]),
                "ending": endings[row["threat"]],
                "cells": by_threat[row["threat"]],
            }
            for row in raid.threats
            if row["threat"] in kept
        ],
        "told": plural(len(kept), "threat").replace(NBSP, " "),
        "untold": len(raid.threats) - len(kept),
    }
