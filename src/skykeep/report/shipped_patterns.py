"""Sentences of the shipped data and of the studies that hold a name or a number."""

from __future__ import annotations

from skykeep.language import to_tell

__all__ = ["PATTERNS"]

PATTERNS = (
    to_tell("NOAA GLOBE v1.0, {seconds} arc seconds"),
    to_tell("above {least} launched"),
    to_tell("{least} to {most} launched"),
    to_tell("{option}, there today"),
    to_tell("{option}, two battalions as delivered"),
    to_tell("share of {raid} that leaks, mean over the sites"),
    to_tell("rounds left after {raid}, mean over the sites"),
    to_tell("how far out a target {height} m up is met on half of the bearings, mean over the sites"),
    to_tell("fewer than {worlds} worlds, too few to be sure of anything"),
    to_tell("fewer than {worlds} worlds, too few to tell the two doubts apart"),
    to_tell(
        "Fewer than {worlds} worlds have no middle that tells of luck alone: no such raids are counted or "
        "drawn. --worlds {asked} has them."
    ),
    to_tell("all launchers of {part}"),
    to_tell("one launcher of {part}"),
    to_tell("{part} low-altitude radar on a mast"),
    to_tell("{part} low-altitude radar"),
    to_tell("{part} all-altitude radar"),
    to_tell("{part} acquisition radar"),
    to_tell("{part} engagement radar"),
    to_tell("{part} command post"),
    to_tell("{part} interceptor"),
    to_tell(
        "a stand-off jammer on a large aircraft, {range} km out on the raid's first axis, {height} km high: "
        "assumed"
    ),
    to_tell(
        "a stand-off jammer on a large aircraft, {range} km out on the raid's first axis, {height} km high"
    ),
    to_tell(
        "Elevation is {seconds} arc seconds ({step} km): ridges are shaved off, which flatters low-level "
        "coverage by 15-35 % in mountains."
    ),
    to_tell(
        "{site} stands in a hollow of the elevation data: {distance} km to the {direction} ({lat},{lon}, "
        "{rise} m higher) {ratio} times the area is in sight at {height} m ({moved} in place of {share} "
        "of {radius} km around). Where the crew can choose its ground, ask again from there."
    ),
    to_tell(
        "{site} stands in a hollow of the elevation data: {distance} km to the {direction} ({lat},{lon}, "
        "{rise} m lower) {ratio} times the area is in sight at {height} m ({moved} in place of {share} of "
        "{radius} km around). Where the crew can choose its ground, ask again from there."
    ),
    to_tell(
        "The Jordan rift lies as low as {depth} m below the sea, but all land below sea level and the sea "
        "read 0 m in this data: its floor is too high here, so that low flight along the rift is seen "
        "from farther away than it would be."
    ),
    to_tell(
        "In Türkiye and Greece the elevation comes from another source and can lie up to one post ({step} "
        "km) off its true place."
    ),
    to_tell(
        "A track is {hits} hits in {looks} looks; a look at nothing gives a false hit once in {alarms}.",
    ),
    to_tell(
        "Aircraft and UAVs keep {clearance} m above ground that rises to their altitude; cruise missiles "
        "climb and dive no steeper than the best value of their class."
    ),
    to_tell(
        "Antenna heights are drawn as low, best or high with weights of {low}, {best} and {high} %; "
        "ranges and angles of a site are reckoned from {eye} m above its ground."
    ),
)
"""What the studies say with a name or a number in it; the first that fits tells it."""
