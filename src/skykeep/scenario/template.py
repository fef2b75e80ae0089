"""A new scenario file to start from: valid as it stands, every optional key shown with its default."""

from __future__ import annotations

import json
from dataclasses import dataclass
from string import Template

from skykeep.catalogue.loader import load_catalogue
from skykeep.model import System, best_launchers

from .doctrine_keys import doctrine_keys
from .template_rest import rest_of_template

__all__ = ["SCHEMA_FILE", "TemplatePlace", "scenario_template"]

SCHEMA_FILE = "scenario.schema.json"
"""Name of the JSON Schema beside scenario files; their first line points an editor to it."""

_TEMPLATE = Template('''\
#:schema ./$schema_file
# A scenario of skykeep: who defends what, where, against which raid, on which ground.
# Keys carry their unit: lengths _m, _km, _nmi or _ft, speeds _mps or _kmh, widths of angle _rad or _deg.
# Lines that begin with "# " and a key show what may be said, with the value that holds if it is not.
schema_version = 1
name = $title
description = """
What the scenario is for, and where its numbers come from.
"""
aim = "$aim"               # the asset that the raid flies at
# first_bearing_deg = 270     # where the first axis comes from; left out: drawn anew for each raid

[[assets]]                    # a defended place; repeat the table for more
id = "$aim"
name = $place
lat_deg = $lat_deg
lon_deg = $lon_deg
# value = 1.0                 # worth relative to the other assets

[[fire_units]]                # one battalion or battery; repeat the table for more
id = "unit-1"
system = "$system"            # 'skykeep catalogue list' shows all
lat_deg = $lat_deg
lon_deg = $lon_deg
$figures# facing_deg = 0.0            # left out: the sector faces the cue, or a bearing drawn for each raid
# order_s = 0.0               # from the decision to launch until a launcher does

# [fire_units.doctrine]       # of the fire unit above: keys as in [doctrine] below, which it wins over, and:
# prefer = { }                # threat class = [interceptors, first choice first]

# [fire_units.alternate]      # where the fire unit above goes in a raid; it is silent on the way
# lat_deg = 0.0
# lon_deg = 0.0
# when_shot_at = true         # once a threat was to arrive that aims at a part of it
# leave_min = 20              # or at a stated time of the raid
# road_km = 10                # left out: the straight line
# tear_down_min = 10          # left out: times of its system, or of a mast ('skykeep catalogue show upkeep')
# set_up_min = 10

# [supply]                    # of every fire unit; its own table [fire_units.supply] wins
# transloaders = 2            # vehicles that load launchers in turn; left out: each launcher loads itself
# load_min = 15               # left out: drawn from assumed limits, like the times below
# loads_at_hand = 6           # left out: the spare loads of its launchers
# depot_loads = 6
# depot_km = 20
# depot_handling_min = 30
# road_speed_kmh = 30

# [upkeep]                    # of every fire unit and formation; its own table wins
# repair = true               # what was hit works again, one spare each
# spares = 2
# repair_min = 120            # left out: drawn from assumed limits for radars, posts and launchers
# failures = true             # parts fail at random
# link_failures = true        # so do the links from engagement radars to their launchers
# mtbf_min = 6000
# mttr_min = 60

# [doctrine]                  # of every fire unit; left out: each world draws an alternative of the catalogue
# salvo_size = 2              # or name one instead of sizes: alternative = "one-look-one"
# later_salvo_size = 2        # rounds when it shoots again; left out: salvo_size
# max_salvos_per_threat = 0   # 0: no limit
# hold_fire_classes = []
# salvo_by_class = { }        # threat class = size of every salvo, where it differs
# preset = "as-drawn"         # 'skykeep doctrine list' shows all; the keys here win over what it sets
$rules# [doctrine.by_class.srbm]    # for one threat class, where it differs: keys as in [doctrine]

[raid]
standard = "$raid"            # 'skykeep catalogue list' shows all

# Instead of a standard raid, describe one:
# [raid]
# name = "three cruise missiles"
# axis_angle_deg = 90
# [[raid.groups]]
# threat_class = "cruise-missile"
# id = "first-wave"           # keys the group's luck; left out: made of its axis
# count = 3
# speed_mps = 240
# height_agl_m = 50           # not terrain-following: alt_msl_m or apogee_km; left out: drawn for each raid
# standoff_km = 200
# axis = 0
# fan_deg = 0
# spacing_s = 10
# spacing_law = "fixed"       # or "exponential" with spacing_s as its mean
# delay_s = 0
# waves = 1                   # evenly divided, wave_interval_min apart (wave_law = "exponential": drawn)
# aim = "defended_point"      # or "engagement_radar", "searching_radar", "command_post", "launcher"

# [[traffic]]                  # friendly or neutral aircraft beside the raid; repeat the table for more
# id = "airway"
# side = "neutral"            # or "friendly"
# threat_class = "airliner"
# count = 6
# from_lat_deg = 34.5
# from_lon_deg = 43.2
# to_lat_deg = 31.5
# to_lon_deg = 46.3
# speed_mps = 230             # left out, like the altitude: the best figure of the class
# alt_msl_m = 10500
# lands = false               # true: they come down to the place to which they fly
# spacing_s = 300
# spacing_law = "fixed"       # or "exponential" with spacing_s as its mean
# delay_s = 0

[terrain]
source = "shipped"            # or "flat", or the path of your own elevation files

[refraction]
# region = "gulf_coast"       # left out: the region of the aim, drawn per world; or one factor: k = 1.3333

[detection]                   # what counts as seen
p_detect = 0.9
confirm_m = 2
confirm_n = 3
p_false_alarm = 1e-6
pulses = 1

[conditions]
drawn = true                  # false: every unit ready, cued and tracking in every raid
classification = false        # true: posts take time to tell the class of a track, and err
identification = false        # true: the same for whose it is

[study]
worlds = 100                  # joint draws of the public figures
replications = 16             # raids in each world
seed = 1
view = "balanced"             # or "brochure", "sceptic"
''')
_REST = """
# All else that may be said, off or as the catalogue has it if left out; take away the "#" of what you need.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatePlace:
    """The defended place of a new scenario, degrees; its fire unit stands there too."""

    id: str
    name: str
    lat_deg: float
    lon_deg: float


ENGAGES = ("engagement", "multi_function")
BAGHDAD = TemplatePlace(id="baghdad", name="Baghdad", lat_deg=33.34058, lon_deg=44.40088)


def scenario_template(*, system: System | str, raid: str, place: TemplatePlace = BAGHDAD) -> str:
    """Return the text of a new scenario file: one fire unit of ``system`` at a place against ``raid``.

    What a fire unit may set stands as a comment with the value of the system and where that comes from; of a
    system given by its id, that of the shipped catalogue.

    Raises
    ------
    CatalogueError
        If the shipped catalogue has no system of this id.
    """
    known = load_catalogue().system(system) if isinstance(system, str) else system
    text = _TEMPLATE.substitute(
        schema_file=SCHEMA_FILE,
        title=_quoted(f"One {known.id} fire unit defends {place.name}"),
        aim=place.id,
        place=_quoted(place.name),
        lat_deg=f"{place.lat_deg:.7g}",
        lon_deg=f"{place.lon_deg:.7g}",
        system=known.id,
        figures=_figures(known),
        rules=_rules(),
        raid=raid,
    )
    return f"{text}{_REST}{rest_of_template(text)}\n"


def _figures(system: System) -> str:
    """Return what a fire unit may set, as comments with the values that hold if it does not."""
    found = []
    radar = next((radar for radar in system.radars if radar.role in ENGAGES), None)
    if radar is not None:
        height = radar.antenna_height_m
        found.append((f"mast_m = {height.best:g}", f"antenna of {radar.name}, m: {height.kind}"))
    if system.launchers:
        total = round(sum(best_launchers(system)) * system.engagement_sets)
        kinds = " and ".join(dict.fromkeys(group.launchers.kind for group in system.launchers))
        found.append((f"launchers = {total}", f"of the whole fire unit, shared by its groups: {kinds}"))
        rounds = [
            f"{group.rounds_per_launcher.best:g} of {group.interceptor} ({group.rounds_per_launcher.kind})"
            for group in system.launchers
        ]
        first = system.launchers[0].rounds_per_launcher.best
        found.append((f"rounds_per_launcher = {first:g}", f"left out: {', '.join(rounds)}"))
    return "".join(f"# {key:<27} # {said}\n" for key, said in found)


def _rules() -> str:
    """Return the keys of rules of doctrine, as comments with what they mean; all are off if left out."""
    lines = []
    for name, (kind, key) in doctrine_keys().items():
        setting = f"{name} = {'false' if kind is bool else '0'}"
        lines.append(f"# {setting:<27} # {key.means}\n")
    return "".join(lines)


def _quoted(text: str) -> str:
    """Return text as a TOML string."""
    return json.dumps(text, ensure_ascii=False)
