"""Case files of briefs: read, put into sentences, and checked as ``case validate`` does."""

from __future__ import annotations

import json
import random
from pathlib import Path

from pydantic import TypeAdapter

from skykeep.catalogue import load_catalogue
from skykeep.study.brief_case import BriefCase, case_sentences, read_brief_case, shipped_brief_cases
from skykeep.study.case_checks import check_case
from skykeep.study.case_template import case_template
from skykeep.terrain import flat_ground

from ..mutate import mutate_text

SHARE = 2.0


def _seeds() -> list[tuple[str, bytes]]:
    """Return the shipped cases and a new one as ``case new`` writes it."""
    shipped = [(path.name, path.read_bytes()) for path in shipped_brief_cases().values()]
    new = case_template(load_catalogue(), case_id="new", country="IQ", systems=["s-400", "bavar-373"])
    return [("new.toml", new.encode()), *shipped]


SEEDS = _seeds()


def mutate(content: bytes, luck: random.Random) -> bytes:
    """Return another case file."""
    return mutate_text(content.decode(), luck)


def take(content: bytes, name: str, folder: Path, deep: bool) -> None:
    """Read a case, describe it, and refuse what its brief would stumble over."""
    path = folder / name
    path.write_bytes(content)
    case = read_brief_case(str(path))
    if not all(sentence.strip() for sentence in case_sentences(case)):
        raise AssertionError(f"{name}: a case is described by an empty sentence")
    json.dumps(TypeAdapter(BriefCase).dump_python(case, mode="json"), allow_nan=False)
    check_case(case, load_catalogue(), None if deep else flat_ground())
