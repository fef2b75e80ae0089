"""Words of the cases and of the raids that ship, which a brief of them shows in its language."""

from __future__ import annotations

from skykeep.language import to_tell

__all__ = ["CASE_WORDS"]

CASE_WORDS = frozenset(
    {
        # titles, questions and tests of the cases
        to_tell("Would the S-300, the S-400 or the Bavar-373 protect Iraq?"),
        to_tell(
            "In September 2021 the head of the Iraqi parliament's security and defence committee said "
            "that Iraq was considering the Russian S-300; a member of parliament had said in 2019 that "
            "four battalions would cover the whole country. The S-400 had been offered in 2020, and "
            "readers named Iran's Bavar-373 as another way; in 2024 Iraq bought the Korean M-SAM-II "
            "instead. What would one battalion or battery of each of the three really see, engage and "
            "stop, and would four be enough?"
        ),
        to_tell(
            "Whether one unit at each city reaches what maps draw, and whether four cover the country, as "
            "was said in 2019."
        ),
        to_tell("Would the Patriot or the M-SAM-II protect Jordan?"),
        to_tell(
            "Jordan lies under the paths of missiles and drones between its neighbours, and along a rift "
            "whose floor is as low as 430 m below the sea. What would one Patriot battery or one M-SAM-II "
            "battery really see, engage and stop at Amman, at Irbid above the rift and at Aqaba at its "
            "southern end, and would two of them be enough? The elevation in the package reads 0 m for "
            "all land below the sea: the rift is too shallow here, and the answers near it say so."
        ),
        to_tell(
            "Whether one battery at each city reaches what maps draw, and whether two cover the country; "
            "the rift is flattened by the data, so what flies along it is not answered."
        ),
        to_tell("Do the S-400s that Türkiye bought protect it?"),
        to_tell(
            "Türkiye signed for the Russian S-400 in 2017 and received it from July 2019; the United "
            "States answered with sanctions and took the country out of the F-35 programme. What would "
            "one S-400 battalion really see, engage and stop at Istanbul on the straits, at Ankara on the "
            "plateau and at Diyarbakır under the mountains, beside one Patriot battery, and how much of "
            "the country would the battalions that were bought cover?"
        ),
        to_tell(
            "Whether what was delivered covers the country: two battalions, placed here as four, the way "
            "the seller counted (what four cannot cover, two cannot), and what mountains leave of their "
            "rings."
        ),
        # what is said of their options
        to_tell("Talks were reported in 2021; no contract was."),
        to_tell("Russia offered it in January 2020; the United States had warned of sanctions in 2018."),
        to_tell("Named by readers; no page was found that documents an Iranian offer."),
        to_tell("Bought in September 2024: eight batteries by most reports, ten by one."),
        to_tell("Reported in 2018 as what Iraq preferred the S-400 to; no offer is in the sources."),
        to_tell(
            "24 vehicles were delivered, four batteries of six. Where they stand and how many work is not "
            "public, so one battery a city is assumed."
        ),
        to_tell(
            "That Patriot batteries have stood in Jordan is general knowledge; no source was checked for "
            "it here."
        ),
        to_tell(
            "Bought by three other Arab states from 2022 to 2024; no page was found that documents an "
            "offer to Jordan."
        ),
        to_tell(
            "A western system of medium range, made for cruise missiles and drones; assumed as an option, "
            "no offer is in the sources."
        ),
        to_tell(
            "Bought by Germany, Estonia and Latvia; assumed as an option, no offer to Jordan is in the "
            "sources."
        ),
        to_tell(
            "Two layers: ballistic missiles for the one, drones and cruise missiles for both; assumed as "
            "an option."
        ),
        to_tell("One of the battalions that were bought in 2017."),
        to_tell("One regiment of two battalions (TASS, 2020); the seller counted four."),
        to_tell(
            "The FD-2000 was selected in September 2013 and never signed for; the HQ-9B of the catalogue "
            "stands for it."
        ),
        to_tell(
            "That it was the rival in the tender is general knowledge; no source was checked for it here."
        ),
        to_tell(
            "That it was bid in the same tender is general knowledge; no source was checked for it here."
        ),
        # figures that decide most
        to_tell("Range of the acquisition radar"),
        to_tell("Target that this radar's range is meant for"),
        to_tell("Antenna of the low-altitude radar"),
        to_tell("Antenna of the engagement radar"),
        to_tell("Range of the engagement radar"),
        to_tell("Sector of the engagement radar"),
        to_tell("Threats engaged at a time"),
        to_tell("Range of the farthest interceptor"),
        to_tell("Lowest target of the main interceptor"),
        to_tell("Top speed of the main interceptor"),
        to_tell("Its range against ballistic threats"),
        to_tell("Its ceiling against ballistic threats"),
        to_tell("Reaction time"),
        to_tell("Launchers of the main interceptor"),
        to_tell("Ready rounds on each of them"),
        to_tell("Spare loads at hand"),
        to_tell("Time to reload"),
        to_tell("Sector in which the radar engages"),
        # who said what
        to_tell(
            "The head of parliament's security and defence committee: Iraq is considering the S-300 to "
            "protect its territory and forces."
        ),
        to_tell(
            "A delegation led by the air-defence commander held talks on the S-300 in Moscow; the deal is "
            "on hold."
        ),
        to_tell(
            "Russia offered the S-400 in January 2020 to ensure “reliable protection of airspace” (RIA, "
            "as South Front has it)."
        ),
        to_tell("A member of parliament: four S-300 battalions would be enough to cover all Iraq."),
        to_tell("The State Department warned Iraq of sanctions over its interest in the S-400."),
        to_tell("Iraq bought the Korean M-SAM-II (Cheongung-II) for about 2.8 billion dollars."),
        to_tell("Readers named Iran's Bavar-373; no page was found that documents an Iranian offer to Iraq."),
        to_tell(
            "That drones and missiles crossed Jordan in April 2024 and that Jordan shot some down is "
            "general knowledge; no source was checked for it here."
        ),
        to_tell(
            "That Patriot batteries have stood in Jordan is general knowledge; no source was checked for "
            "it here. No page was found that documents an M-SAM-II offer to Jordan."
        ),
        to_tell(
            "Sergey Chemezov, head of Rostec: Turkey buys four S-400 systems for 2.5 billion dollars, 55 "
            "% of it on a Russian loan."
        ),
        to_tell(
            "The contract of 2017 was for one regiment of two battalions, delivered from 12 July 2019; "
            "sources count four batteries or two battalions."
        ),
        to_tell(
            "The United States sanctioned the Turkish procurement agency and four officials on 14 "
            "December 2020, and removed Turkey from the F-35 programme."
        ),
        to_tell(
            "That Patriot was the rival in the tender is general knowledge; no source was checked for it "
            "here."
        ),
        # what the raids are
        to_tell(
            "24 subsonic cruise missiles come on one axis, spread over 20 degrees, one every 5 s: the "
            "last arrives two minutes after the first. They fly at 244 m/s, at a height above ground that "
            "each raid draws (20 to 150 m; figures of the class). The path begins 200 km out, where no "
            "antenna of the catalogue sees so low over flat land. 24 is the number of ready rounds of an "
            "S-300 battalion with six launchers."
        ),
        to_tell(
            "The same 24 cruise missiles on three axes 120 degrees apart, eight on each. The launches are "
            "staggered so that one comes every 5 s over all axes, as on one axis: only the directions "
            "differ. 120 degrees is as wide as the widest sector that public figures allow an engagement "
            "radar of the catalogue that has one, so that none faces two axes at once."
        ),
        to_tell(
            "38 threats on two axes 60 degrees apart, arriving within six minutes of each other: a small "
            "picture of reported combined raids, which mix UAVs and their imitators with cruise and "
            "ballistic missiles. 12 one-way-attack UAVs with 8 decoys among them, 12 cruise missiles, 4 "
            "quasi-ballistic missiles and two emitter-seeking weapons aimed at the engagement radar, "
            "released 100 km out at 9 km. Speeds and heights are figures of the classes; each raid draws "
            "the height of its cruise missiles, that of its UAVs, with which decoys keep pace, and the "
            "apogee of its ballistic missiles. The delays follow from the flight times of the classes: "
            "slow threats start first. They are fixed, and no timing was searched for."
        ),
        to_tell(
            "Eight quasi-ballistic missiles from 280 km (the export limit of the Iskander), one every 10 "
            "s within 15 degrees: two each from four launchers. The path is a depressed arc over an "
            "apogee that each raid draws from the figure of the class, with a dive at its end; its speed "
            "follows from apogee and range. The stated mean is not used. No evasion is modelled."
        ),
        to_tell(
            "40 one-way-attack UAVs come on one axis, spread over 60 degrees, one every 20 s: a stream of "
            "13 minutes. They fly at 51.4 m/s, at a height above sea level that each raid draws (50 to "
            "4000 m, raised where the ground demands it; figures of the class). The path begins 150 km "
            "out, 49 minutes before arrival. 40 is more than the ready rounds of any battalion or battery "
            "of the catalogue with long or medium range but one."
        ),
        to_tell(
            "24 one-way-attack UAVs with 6 decoys among them and 12 cruise missiles come in three waves "
            "of equal size, in the mean half an hour apart, a time that each raid draws. The cruise "
            "missiles of a wave, on an axis 60 degrees from that of its UAVs, start 36 minutes after "
            "these, so that both arrive together. Speeds and heights are figures of the classes, the "
            "heights drawn for each raid. Between waves launchers are reloaded, as far as that takes no "
            "longer. No timing was searched for."
        ),
        # classes of threat, by their ids and by their names
        to_tell("airliner"),
        to_tell("decoy air launched"),
        to_tell("glide bomb"),
        to_tell("low observable cruise missile"),
        to_tell("low observable fighter"),
        to_tell("male uav"),
        to_tell("mrbm"),
        to_tell("one way attack uav"),
        to_tell("srbm"),
        to_tell("Airliner"),
        to_tell("Subsonic cruise missile"),
        to_tell("Air-launched decoy (imitates a fighter)"),
        to_tell("Decoy UAV (imitates a one-way-attack UAV)"),
        to_tell("Emitter-seeking weapon"),
        to_tell("Fighter (fourth generation)"),
        to_tell("Glide bomb (500 to 1500 kg with a wing kit)"),
        to_tell("Low-observable cruise missile"),
        to_tell("Low-observable fighter"),
        to_tell("MALE UAV (TB2 to MQ-9)"),
        to_tell("Ballistic missile (1000 km class)"),
        to_tell("One-way-attack UAV (Shahed-136 class)"),
        to_tell("Quasi-ballistic missile (300 km class)"),
    }
)
"""Sentences as the files have them, on one line."""
