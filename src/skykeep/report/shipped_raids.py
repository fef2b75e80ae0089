"""Words of the scenarios that ship, and of what becomes of raids, which never change."""

from __future__ import annotations

from skykeep.language import to_tell

__all__ = ["RAID_WORDS"]

RAID_WORDS = frozenset(
    {
        to_tell("flat ground at sea level"),
        to_tell("none needed"),
        to_tell("9S19M sector radar"),
        to_tell("9S19M2 sector radar"),
        to_tell("Engagement radar on the vehicle"),
        to_tell("Long-range surveillance radar"),
        to_tell("Radar of the launcher vehicle"),
        to_tell("Rotating radar above the fuselage"),
        to_tell("Search radar on the vehicle"),
        to_tell("As drawn"),
        to_tell(
            "No rule of its own: each world draws how rounds are spent, and threats are served as they "
            "arrive."
        ),
        to_tell("Reserve for ballistic missiles"),
        to_tell(
            "The last eight rounds are kept for ballistic missiles, which are served first and get four "
            "rounds where no second look is possible."
        ),
        to_tell("Central control"),
        to_tell("Each engagement waits ten seconds for the permission of the post above."),
        to_tell("Weapons free after the first"),
        to_tell(
            "The first engagement of a raid waits ten seconds for permission; after it every threat may be "
            "engaged."
        ),
        to_tell("Keep clear of the city"),
        to_tell(
            "No intercept in the last three kilometres of a threat's way, where its wreck would fall on "
            "what is defended."
        ),
        to_tell("Leave drones to partners"),
        to_tell(
            "No round at a one-way-attack drone, or at what imitates one, while a partner can take it: for "
            "a long-range unit beside a point defence."
        ),
        to_tell("Patient"),
        to_tell(
            "Waits until a round meets its threat within seven tenths of its greatest range, unless that "
            "leaves no shot."
        ),
        to_tell("Point defence"),
        to_tell(
            "Serves first what may fly at a place within five kilometres, and does not launch at anything "
            "more than twenty away."
        ),
        to_tell("Posts assign"),
        to_tell(
            "The highest command posts order what is shot at, so that as little value as they can see to "
            "gets through; a fire unit looks for itself only once it is cut off."
        ),
        to_tell("Self-protecting"),
        to_tell(
            "Threats that may fly at the unit's own radar, command post or launchers come first, then "
            "emitter-seeking weapons, which get four rounds where no second look is possible."
        ),
        to_tell("Sparing"),
        to_tell(
            "One round, look, shoot again; cheap drones only within two fifths of the reach, and never with "
            "the last eight rounds."
        ),
        to_tell("change the question; GET /api/ describes every key"),
        to_tell("a JSON object in UTF-8"),
        to_tell("what /api/openapi.json says of this key"),
        to_tell("ask for fewer worlds, raids or heights"),
        to_tell("not enough memory"),
        to_tell("balanced"),
        to_tell("brochure"),
        to_tell("sceptic"),
        to_tell("battalion of two fire sections"),
        to_tell("Long-range surveillance radar of a neighbour"),
        to_tell("Airborne early-warning aircraft"),
        to_tell("Passive sensor on a mast"),
        to_tell("Air-defence operations centre"),
        to_tell("Patriot battalion"),
        to_tell("operations centre"),
        to_tell("its two twin 30 mm guns (up to 4 km, unverified compilation)"),
        to_tell("its optical channel, which follows a fourth target without the radar"),
        to_tell("its electro-optical sensor vehicle"),
        to_tell("were never in sight of a radar"),
        to_tell("were in sight but no track of them was confirmed"),
        to_tell("were tracked too late for any shot"),
        to_tell("never came within the reach of an interceptor"),
        to_tell("stayed outside the sector of the engagement radar"),
        to_tell("found every channel busy until it was too late"),
        to_tell("found no round ready"),
        to_tell("were not shot at, or not again, by doctrine"),
        to_tell("were shot at and missed"),
        to_tell("came through because a unit that could have shot was out of action"),
        to_tell("were taken for decoys"),
        to_tell("were not tracked by chance, whatever the radars: raid conditions"),
        to_tell("were taken for friends"),
        to_tell("waited for a free operator until it was too late"),
        to_tell("were judged dead, wrongly, with time for another shot"),
        to_tell("were left alone, for no order to shoot came"),
        to_tell("were not shot at, for no post had declared them hostile"),
        to_tell("did not answer when asked who it was"),
        to_tell("answered, but the post missed it"),
        to_tell("one way attack uav@short range"),
        to_tell(
            "Iraq as it is: four Pantsir-S1 batteries and its long-range radars, against 40 UAVs at Baghdad"
        ),
        to_tell("Baghdad: one Bavar-373 battery against 24 cruise missiles on one axis"),
        to_tell("Baghdad, S-300PMU-2 regiment with outside eyes, mixed raid"),
        to_tell("Baghdad: a Patriot battery with an M-SAM-II battery, against the mixed raid"),
        to_tell("Baghdad: one S-300PMU-2 battalion against 24 cruise missiles on one axis"),
        to_tell("Baghdad: one S-300PMU-2 battalion against a mixed raid"),
        to_tell(
            "Baghdad: an S-300PMU-2 battalion with a Pantsir-S1 battery close in, against the mixed raid"
        ),
        to_tell("S-300PMU-2 regiment about Baghdad, 24 cruise missiles"),
        to_tell("Baghdad: one S-300PMU-2 battalion against 8 quasi-ballistic missiles"),
        to_tell(
            "Baghdad: an S-300PMU-2 battalion that is struck, moves, repairs and reloads, against two waves"
        ),
        to_tell("Baghdad: one S-300PMU-2 battalion against 24 cruise missiles on three axes"),
        to_tell("Baghdad: one S-300PMU-2 battalion against 40 one-way-attack UAVs"),
        to_tell("Baghdad: one S-300PMU-2 battalion against waves, with tracks to be recognised"),
        to_tell("Baghdad: one S-400 battalion against 24 cruise missiles on one axis"),
        to_tell(
            "Baghdad: one S-300PMU-2 battalion against a small raid amid airliners and returning fighters"
        ),
        to_tell("Baghdad and Fallujah: two S-300PMU-2 battalions against a mixed raid"),
    }
)
