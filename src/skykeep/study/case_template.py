"""A new case to start from: valid as it stands, with every key explained."""

from __future__ import annotations

import json
from collections.abc import Sequence

from skykeep.catalogue import Catalogue
from skykeep.coverage.country import country_grid
from skykeep.errors import ScenarioError
from skykeep.terrain.places import city_label

from .brief_case import read_brief_case
from .brief_figures import decisive_rows

__all__ = ["CASE_SCHEMA_FILE", "case_template"]

CASE_SCHEMA_FILE = "case.schema.json"
SITES = 2
UNTOUCHED = (
    "What is asked, why, and who said so: the first words of the page.",
    "What the title claims, and what of the page tests it.",
)
"""Words of a new case, for question and tests, that its writer is to replace."""

_HEAD = """\
#:schema ./{schema}
# A case of skykeep: what is asked, where, of which systems, and how much is computed.
# 'skykeep case validate FILE' checks it, 'skykeep brief FILE' answers it.
schema_version = 1
id = {id}
title = {title}
question = \"\"\"
{question}
\"\"\"
tests = "{tests}"
country = {country}                # two-letter code; its borders must lie within 12-49 N, 22-64 E
lead_system = {lead}        # the system that the question is about
systems = {systems}         # up to seven ids; 'skykeep catalogue list' shows all

heights_agl_m = [30, 100, 300, 1000, 3000, 10000]
verdict_heights_agl_m = [100, 1000, 10000]    # of those, named first
swing_heights_agl_m = [100, 1000]             # of those, where each figure is moved to its limits in turn

# Public statements that the question starts from; without a source, say that none was found.
# [[statements]]
# said = "Who said what."
# year = 2024
# title = "Title of the source"
# address = "https://..."

# Reference points: city centres, never positions of units. refraction: one of {regions}.
"""

_SITE = """\
[[sites]]
id = {id}
name = {name}
lat_deg = {lat_deg}
lon_deg = {lon_deg}
refraction = "elsewhere"

"""

_TAIL = """\
[placement]
count = 4                     # units of the lead system
chosen_at_height_agl_m = 1000
refraction = "elsewhere"
# candidates = ["A city"]     # left out: the 40 largest cities at least 40 km apart

[raids]
site = {site}
standard = ["cruise-24-one-axis", "cruise-24-three-axes", "uav-40", "srbm-8", "mixed"]
lead_raid = "cruise-24-one-axis"
equal_launchers = 6           # of each system, in the comparison with equal rounds
equal_rounds_per_launcher = 4
worlds = 100                  # joint draws of the public figures
replications = 16             # raids in each world
seed = 1

# How much of the comparison of all options the page computes; skykeep compare takes all raids.
# [choice]
# raids = ["cruise-24-one-axis"]
# worlds = 60
# replications = 8

# Scenarios, shipped names or files, that put more beside one unit of the lead system.
# [what_if]
# regiment = "my-regiment.toml"   # several units under one post
# layers = "my-layers.toml"       # another system close in

# What could be had, for costs and comparisons; left out: one unit of each of the systems. A unit is a system
# or formation of the catalogue; radars engage nothing; held: it is there already, so that nothing is bought.
# [[options]]
# id = "two-and-a-radar"
# name = "Two batteries and a radar"
# units = [{{ system = {lead}, count = 2 }}]
# radars = [{{ system = "ground-master-400", count = 1 }}]
# held = false
# note = "Why it is an option, and what is not known."

# Figures that decide most about the difference between systems, side by side.
"""


def case_template(catalogue: Catalogue, *, case_id: str, country: str, systems: Sequence[str]) -> str:
    """Return the text of a new case: systems of the catalogue at the largest cities of a country.

    Raises
    ------
    CatalogueError
        If a system is not in the catalogue.
    TerrainError
        If the borders of the country are not in the package as a whole.
    """
    known = [catalogue.system(name) for name in systems]
    grid = country_grid(country.upper())
    ids = [system.id for system in known]
    title = f"Would the {' or the '.join(system.name for system in known)} protect {grid.name}?"
    text = _HEAD.format(
        schema=CASE_SCHEMA_FILE,
        question=UNTOUCHED[0],
        tests=UNTOUCHED[1],
        id=json.dumps(case_id),
        title=_quoted(title),
        country=json.dumps(grid.code),
        lead=json.dumps(ids[0]),
        systems=json.dumps(ids),
        regions=", ".join(catalogue.refraction),
    )
    cities = grid.cities[:SITES]
    for place, city in enumerate(cities):
        text += _SITE.format(
            id=json.dumps(f"site-{place + 1}"),
            name=_quoted(city_label(city)),
            lat_deg=city.lat_deg,
            lon_deg=city.lon_deg,
        )
    text += _TAIL.format(site=json.dumps("site-1"), lead=json.dumps(ids[0]))
    for each in read_brief_case("iraq").decisive:
        try:
            decisive_rows([each], known, catalogue)
        except ScenarioError:  # none of these systems has such a part
            continue
        text += f"\n[[decisive]]\nfigure = {_quoted(each.figure)}\nlabel = {_quoted(each.label)}\n"
    return text


def _quoted(text: str) -> str:
    """Return text as a TOML string."""
    return json.dumps(text, ensure_ascii=False)
