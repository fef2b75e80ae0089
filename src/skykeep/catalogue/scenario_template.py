"""A new scenario file to start from: valid as it stands, every optional key shown with its default."""

from __future__ import annotations

from string import Template

__all__ = ["SCHEMA_FILE", "scenario_template"]

SCHEMA_FILE = "scenario.schema.json"
"""Name of the JSON Schema beside scenario files; their first line points an editor to it."""

_TEMPLATE = Template('''\
#:schema ./$schema_file
# A scenario of skykeep: who defends what, where, against which raid, on which ground.
# Keys carry their unit: lengths _m, _km, _nmi or _ft, speeds _mps or _kmh, widths of angle _rad or _deg.
# Lines that begin with "# " and a key show what may be said, with the value that holds if it is not.
schema_version = 1
name = "One $system fire unit defends Baghdad"
description = """
What the scenario is for, and where its numbers come from.
"""
aim = "baghdad"               # the asset that the raid flies at
# first_bearing_deg = 270     # where the first axis comes from; left out: drawn anew for each raid

[[assets]]                    # a defended place; repeat the table for more
id = "baghdad"
name = "Baghdad"
lat_deg = 33.34058
lon_deg = 44.40088
# value = 1.0                 # worth relative to the other assets

[[fire_units]]                # one battalion or battery; repeat the table for more
id = "unit-1"
system = "$system"            # 'skykeep catalogue list' shows all
lat_deg = 33.34058
lon_deg = 44.40088
# mast_m = 24.0               # left out: antenna heights, launchers and rounds are the catalogue's
# launchers = 12              # of the whole fire unit; several groups or sets share them
# rounds_per_launcher = 4
# facing_deg = 0.0            # left out: the sector faces the cue, or a bearing drawn for each raid

# [fire_units.doctrine]       # of the fire unit above: keys as in [doctrine] below, which it wins over, and:
# prefer = { }                # threat class = [interceptors, first choice first]

# [doctrine]                  # of every fire unit; left out: each world draws an alternative of the catalogue
# salvo_size = 2              # or name one instead of sizes: alternative = "one-look-one"
# later_salvo_size = 2        # rounds when it shoots again; left out: salvo_size
# max_salvos_per_threat = 0   # 0: no limit
# hold_fire_classes = []
# salvo_by_class = { }        # threat class = size of every salvo, where it differs

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
# height_agl_m = 50           # terrain-following classes; others: alt_msl_m; ballistic ones: apogee_km
# standoff_km = 200
# axis = 0
# fan_deg = 0
# spacing_s = 10
# spacing_law = "fixed"       # or "exponential" with spacing_s as its mean
# delay_s = 0
# aim = "defended_point"      # or "engagement_radar"

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

[study]
worlds = 200                  # joint draws of the public figures
replications = 20             # raids in each world
seed = 1
view = "balanced"             # or "brochure", "sceptic"
''')


def scenario_template(*, system: str, raid: str) -> str:
    """Return the text of a new scenario file: one fire unit of ``system`` against the raid ``raid``."""
    return _TEMPLATE.substitute(schema_file=SCHEMA_FILE, system=system, raid=raid)
