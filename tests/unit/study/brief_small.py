"""A brief small enough for tests: one system, one site, two heights, one raid, three candidate cities, and
what is there beside it."""

SMALL_CASE = """
schema_version = 1
id = "small"
title = "A small question"
question = "What would one Bavar-373 do at Basra?"
country = "IQ"
lead_system = "bavar-373"
systems = ["bavar-373"]
heights_agl_m = [100, 1000]
verdict_heights_agl_m = [100, 1000]
swing_heights_agl_m = [100]

[[sites]]
id = "basra"
name = "Basra"
lat_deg = 30.50316
lon_deg = 47.81507
refraction = "gulf_coast"

[placement]
count = 2
chosen_at_height_agl_m = 1000
refraction = "baghdad"
candidates = ["Baghdad", "Mosul", "Basra"]

[raids]
site = "basra"
standard = ["srbm-8"]
lead_raid = "srbm-8"
equal_launchers = 6
equal_rounds_per_launcher = 4
worlds = 3
replications = 2
seed = 5

[choice]
worlds = 2
replications = 1

[[options]]
id = "bavar-373"
name = "Bavar-373"
units = [{ system = "bavar-373", count = 1 }]
note = "No offer is on record."

[[options]]
id = "today"
name = "Pantsir-S1, there today"
units = [{ system = "pantsir-s1", count = 1 }]
held = true
note = "Four batteries were delivered."

[[statements]]
said = "It was offered."
year = 2020
title = "An agency: it was offered"
address = "https://example.org/offered"

[[decisive]]
figure = "radars/acquisition/detection_range_m"
label = "Range of the acquisition radar"
"""
