"""Walks from what an answer shows back to the sources that are shipped: every step must be there.

A figure is named by its id, or brings its sources with it, or is said to be assumed and why. What is not a
figure of the catalogue but on record (a contract, a delivery, a count of a claimant) is walked alike.
"""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from types import SimpleNamespace
from urllib.parse import urlsplit

from skykeep.catalogue import iter_figures, load_catalogue
from skykeep.catalogue.cost_rules import load_cost_rules
from skykeep.catalogue.fields import DATA
from skykeep.catalogue.records import RECORD_CLASSES, load_records, sources_of

KINDS = {"claimed", "reported", "derived", "hobby", "assumed"}
FIRING = "doctrine/firing"


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What is shipped: sources as plain TOML; figures, records, doctrines by id; refraction."""

    sources: dict
    figures: dict
    records: dict
    said: dict
    refraction: tuple

    def without_source(self, name):
        """Return the shelf with one source taken away."""
        return replace(self, sources={key: value for key, value in self.sources.items() if key != name})


@cache
def shipped_shelf():
    catalogue, records = load_catalogue(), load_records()
    entries = (
        *(*catalogue.systems.values(), *catalogue.threats.values(), *catalogue.formations.values()),
        *(catalogue.conditions, catalogue.effects, catalogue.outside, catalogue.wear),
        load_cost_rules().figures,
    )
    return Shelf(
        sources=tomllib.loads((DATA / "sources.toml").read_text(encoding="utf-8")),
        figures={name: figure for entry in entries for name, figure in iter_figures(entry)},
        records={name: each for kind in RECORD_CLASSES for name, each in getattr(records, kind).items()},
        said={each.id: each for each in (*catalogue.firing.alternatives, *catalogue.presets.values())},
        refraction=tuple(
            SimpleNamespace(
                kind="derived" if each.sources else "assumed", sources=each.sources, note=each.note
            )
            for each in catalogue.refraction.values()
        ),
    )


class Walk:
    """Breaks of the chains of one answer, and how much of each kind was walked."""

    def __init__(self, shelf):
        self.shelf = shelf
        self.breaks = []
        self.walked = Counter()
        self.met = []

    def source(self, name, where):
        """Walk the last step: a source of the shipped list that a reader can open."""
        self.walked["sources"] += 1
        if name not in self.met:
            self.met.append(name)
        entry = self.shelf.sources.get(name)
        if entry is None:
            self.breaks.append(f"{where}: no source {name!r} in sources.toml")
        elif not entry.get("kind"):
            self.breaks.append(f"{where}: source {name!r} has no kind")
        else:
            self.page(entry.get("title"), entry.get("address"), f"{where}: {name}")

    def page(self, title, address, where):
        """Walk a page that is named beside what it says: title (with who wrote it) and address."""
        parts = urlsplit(address or "")
        if not (title or "").strip():
            self.breaks.append(f"{where}: no title")
        if parts.scheme not in ("http", "https") or not parts.netloc:
            self.breaks.append(f"{where}: no address that a reader can open: {address!r}")

    def facts(self, facts, where):
        """Walk what has a kind, sources and a note: a figure, one of its claims, an alternative of firing."""
        if facts.kind not in KINDS:
            self.breaks.append(f"{where}: of no known kind: {facts.kind!r}")
        if facts.kind == "assumed" and not facts.note.strip():
            self.breaks.append(f"{where}: assumed, and no reason is given")
        if facts.kind != "assumed" and not facts.sources:
            self.breaks.append(f"{where}: {facts.kind}, and no source is named")
        for name in facts.sources:
            self.source(name, where)

    def figure(self, figure_id, where, told=None):
        """Walk a figure by its id; ``told`` is what the answer says of it, which must be the catalogue's."""
        self.walked["figures"] += 1
        listed = {FIRING: self.shelf.said.values(), "refraction/k": self.shelf.refraction}
        if figure_id in listed:
            for each in listed[figure_id]:
                self.facts(each, f"{where}: {figure_id}")
            return
        figure = self.shelf.figures.get(figure_id)
        if figure is None:
            self.breaks.append(f"{where}: no figure {figure_id!r} in the catalogue")
            return
        self.facts(figure, f"{where}: {figure_id}")
        for claim in figure.alternatives:
            self.facts(claim, f"{where}: {figure_id} = {claim.value}")
        for key, value in (told or {}).items():
            if not agrees(value, figure, key):
                self.breaks.append(f"{where}: {figure_id}: told {key} {value!r}, is {getattr(figure, key)!r}")

    def named(self, name, where):
        """Walk a basis: the id of a record or of a figure."""
        self.walked["basis"] += 1
        if name in self.shelf.records:
            for source in self.record_sources(name, where):
                self.source(source, f"{where}: {name}")
        else:
            self.figure(name, where)

    def record_sources(self, name, where):
        """Return the sources of a record, of which there must be one."""
        found = list(sources_of(self.shelf.records[name]))
        if not found:
            self.breaks.append(f"{where}: record {name!r} names no source")
        return found


def agrees(told, figure, key):
    """Whether what is told of a figure is the catalogue's, to the six digits of a page; ends of what was
    drawn lie within its limits."""
    known = getattr(figure, key)
    if key in ("low", "high"):
        values = (figure.low, figure.high, *(claim.value for claim in figure.alternatives))
        slack = 1e-5 * max(map(abs, values))
        return min(values) - slack <= told <= max(values) + slack
    return abs(told - known) <= 1e-5 * abs(known) if isinstance(known, float) else told == known


RESULTS = re.compile(r"(_share|/(area|people)|options\[\]/prices\[\])$")
"""Tables with a best value between limits, or a kind, that are no figures: shares that were computed, or what
figures on tracking allow; and lists of prices, whose claims are walked one by one."""
TOLD = ("kind", "best", "low", "high")
REASONS = ("note", "why", "basis")


def walk_answer(node, walk, path=""):
    """Walk plain data of any answer, as ``--json`` prints it.

    Every table that names a figure, sources or a basis is walked. What else says a kind, or has a best value
    between limits, must have a reason beside it, or be one of the ``RESULTS`` by its path.
    """
    if isinstance(node, list):
        for each in node:
            walk_answer(each, walk, f"{path}[]")
        return
    if not isinstance(node, dict):
        return
    named = walk_table(node, walk, path)
    is_value = {"best", "low", "high"} <= node.keys() and isinstance(node["best"], int | float)
    says_kind = node.get("kind", node.get("figure_kind")) in KINDS
    if (is_value or says_kind) and not named and not RESULTS.search(path):
        walk.breaks.append(f"{path}: a figure without id, sources or reason: {sorted(node)}")
    for key, value in node.items():
        walk_answer(value, walk, f"{path}/{key}")


def walk_table(node, walk, path):
    """Walk what one table names; return whether that is enough to know where its numbers come from."""
    before = walk.walked.total()
    shelf, name = walk.shelf, node.get("id")
    if isinstance(node.get("figure"), str):
        told = {key: node[key] for key in TOLD if key in node}
        told |= {"kind": node["figure_kind"]} if "figure_kind" in node else {}
        walk.figure(node["figure"], path, told if node["figure"] in shelf.figures else None)
    for figure_id in (*names(node, "figures"), *names(node, "same_draw")):
        walk.figure(figure_id, path)
    for basis in names(node, "basis"):
        walk.named(basis, path)
    if name in shelf.said:
        walk.walked["said"] += 1
        walk.facts(shelf.said[name], f"{path}: {name}")
    elif name in shelf.figures or name in shelf.records:
        walk.named(name, path)
    for source in node["sources"] if isinstance(node.get("sources"), list) else ():
        walk.source(source if isinstance(source, str) else id_of(source, shelf), path)
    if "address" in node:
        walk.walked["pages"] += 1
        walk.page(node.get("title"), node["address"], path)
    assumed = node.get("kind", node.get("figure_kind")) == "assumed"
    reasoned = any(str(node.get(key, "")).strip() for key in REASONS)
    return walk.walked.total() > before or (assumed and reasoned)


def names(node, key):
    """Return the names of a list in a table, none if it holds something else."""
    value = node.get(key)
    return value if isinstance(value, list) and all(isinstance(each, str) for each in value) else ()


def id_of(page, shelf):
    """Return the id of a source that is told by title and address, or its address if there is none."""
    found = (
        name
        for name, each in shelf.sources.items()
        if (each.get("title"), each.get("address")) == (page["title"], page["address"])
    )
    return next(found, page["address"])
