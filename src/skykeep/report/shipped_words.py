"""Words of the data that ships, in the language in force: places, raids, units, kinds, notes of a study.

The rooms below know no language; what they say is told here, where the report shows it. Names of systems, and
words of a user's own data, stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from skykeep.language import in_digits, language, name, tell, to_tell

from .piece_forms import fields_of
from .scenario_told import told_in_pieces
from .shipped_cases import CASE_WORDS
from .shipped_patterns import PATTERNS
from .shipped_places import PLACES
from .shipped_raids import RAID_WORDS

__all__ = ["WORDS", "known", "place_name", "shipped"]

WORDS = frozenset(
    {
        # places and countries
        to_tell("Baghdad"),
        to_tell("Basra"),
        to_tell("Erbil"),
        to_tell("Amman"),
        to_tell("Irbid"),
        to_tell("Aqaba"),
        to_tell("Istanbul"),
        to_tell("Ankara"),
        to_tell("Diyarbakır"),
        to_tell("Mosul"),
        to_tell("Baqubah"),
        to_tell("Karbala"),
        to_tell("Kirkuk"),
        to_tell("Sulaymaniyah"),
        to_tell("Nasiriyah"),
        to_tell("Najaf"),
        to_tell("Hillah"),
        to_tell("Duhok"),
        to_tell("Amarah"),
        to_tell("Diwaniyah"),
        to_tell("Kut"),
        to_tell("Samarra"),
        to_tell("Samawah"),
        to_tell("Ramadi"),
        to_tell("Fallujah"),
        to_tell("Tikrit"),
        to_tell("Sinjar"),
        to_tell("Baiji"),
        to_tell("Shirqat"),
        to_tell("Al-Qaim"),
        to_tell("Kalar"),
        to_tell("Al Miqdādīyah"),
        to_tell("Qeładizê"),
        to_tell("Ţūz Khūrmātū"),
        to_tell("Qal‘at Sukkar"),
        to_tell("Umm Qasr"),
        to_tell("'Ākra"),
        to_tell("Al-Faw"),
        to_tell("Zaxo"),
        to_tell("Soran"),
        to_tell("Halabja"),
        to_tell("Koysinceq"),
        to_tell("Jamjamāl"),
        to_tell("Hit"),
        to_tell("Haditha"),
        to_tell("Al Madīnah"),
        to_tell("Aş Şuwayrah"),
        to_tell("Nāḩiyat al Iskandarīyah"),
        to_tell("Iraq"),
        to_tell("Jordan"),
        to_tell("Türkiye"),
        to_tell("Turkey"),
        to_tell("Iran"),
        to_tell("Syria"),
        to_tell("China"),
        to_tell("India"),
        to_tell("Russia"),
        to_tell("Poland"),
        to_tell("Ukraine"),
        to_tell("the United Arab Emirates"),
        to_tell("Air Force Command of the Armed Forces of Ukraine"),
        to_tell("Ministry of Defence of the United Arab Emirates"),
        # who says what
        to_tell("Air Power Australia, as quoted"),
        to_tell("Almaz-Antey, as The War Zone has it"),
        to_tell("German armed forces"),
        to_tell("Slovak armed forces"),
        to_tell("Iranian press"),
        to_tell("Serbian defence ministry, maker in press"),
        to_tell("deputy commander of the Aerospace Defence Forces"),
        to_tell("defence minister; displayed data sheet"),
        to_tell("displayed data sheet"),
        to_tell("exporter, as a user reads its page"),
        to_tell("exporter, in a video"),
        to_tell("maker, as a user reads its brochure"),
        to_tell("maker, at the Moscow air show"),
        to_tell("UAE Ministry of Defence"),
        to_tell("US Army"),
        to_tell("US Central Command"),
        # kinds of figures
        to_tell("claimed"),
        to_tell("reported"),
        to_tell("derived"),
        to_tell("hobby"),
        to_tell("assumed"),
        to_tell("drawn"),
        # units, one and several
        to_tell("battalion"),
        to_tell("battalions"),
        to_tell("battery"),
        to_tell("batteries"),
        to_tell("battery of four vehicles"),
        to_tell("batteries of four vehicles"),
        to_tell("battery of six vehicles"),
        to_tell("batteries of six vehicles"),
        to_tell("battalion of six fire sections"),
        to_tell("battalions of six fire sections"),
        to_tell("fire unit"),
        to_tell("fire units"),
        to_tell("radar"),
        to_tell("radars"),
        to_tell("vehicles"),
        to_tell("aircraft"),
        # threats and raids
        to_tell("cruise missile"),
        to_tell("fighter"),
        to_tell("decoy uav"),
        to_tell("emitter seeking weapon"),
        to_tell("subsonic cruise missiles"),
        to_tell("one-way attack UAVs, decoys among them"),
        to_tell("one-way attack UAVs"),
        to_tell("UAVs"),
        to_tell("ballistic missiles"),
        to_tell("UAVs shot down"),
        to_tell("cruise missiles"),
        to_tell("24 cruise missiles on one axis"),
        to_tell("24 cruise missiles on three axes"),
        to_tell("40 one-way-attack UAVs"),
        to_tell("8 quasi-ballistic missiles"),
        to_tell("Mixed raid"),
        to_tell("Three waves of UAVs and cruise missiles"),
        # doctrine
        to_tell("one round, look, shoot again"),
        to_tell("two first, then one"),
        to_tell("two, look, shoot again"),
        # what a defence lacked, by its reason
        to_tell("sight"),
        to_tell("detection"),
        to_tell("warning time"),
        to_tell("reach"),
        to_tell("sector"),
        to_tell("channels"),
        to_tell("rounds"),
        to_tell("doctrine"),
        to_tell("kill probability"),
        to_tell("classification"),
        to_tell("tracking"),
        to_tell("identification"),
        to_tell("operators"),
        to_tell("kill assessment"),
        to_tell("links"),
        # why threats leaked
        to_tell("never in sight"),
        to_tell("in sight, not detected"),
        to_tell("seen too late"),
        to_tell("outside the interceptor's envelope"),
        to_tell("outside the radar's sector"),
        to_tell("no channel free"),
        to_tell("no round ready"),
        to_tell("held back by doctrine"),
        to_tell("shot at and missed"),
        to_tell("the unit was hit"),
        to_tell("taken for a decoy"),
        to_tell("not tracked, by luck"),
        to_tell("taken for a friend"),
        to_tell("waited for an operator"),
        to_tell("wrongly judged dead"),
        to_tell("no order came"),
        to_tell("not declared hostile"),
        to_tell("nothing leaked"),
        # options, criteria and sanctions
        to_tell("bought in 2024"),
        to_tell("considered in 2021"),
        to_tell("bought in 2017"),
        to_tell("its rival in the tender"),
        to_tell("M-SAM-II and NASAMS"),
        to_tell("leakers"),
        to_tell("coverage"),
        to_tell("cost"),
        to_tell("years"),
        to_tell("robustness"),
        to_tell("what it costs to have and to keep"),
        to_tell("years from order to first capability"),
        to_tell("none on record"),
        to_tell("sanctioned"),
        to_tell("spared so far"),
        to_tell("warned"),
        to_tell("embargoed"),
        to_tell("denied"),
        to_tell("USD"),
        to_tell("KRW"),
        to_tell("EUR"),
        to_tell("Batteries with rounds; all else is confidential"),
        to_tell("Batteries with rounds; 45 % paid in advance, 55 % on a Russian loan"),
        to_tell("The FD-2000, chosen in a tender; still unsigned in the middle of 2015"),
        to_tell("A package with Mi-28NE attack helicopters: what the Pantsir cost is not public"),
        # directions
        to_tell("north"),
        to_tell("north-east"),
        to_tell("east"),
        to_tell("south-east"),
        to_tell("south"),
        to_tell("south-west"),
        to_tell("west"),
        to_tell("north-west"),
        # why something is not told
        to_tell("the options do the same in every raid"),
        to_tell("there is one option alone"),
        to_tell("one raid in each world, so the two doubts cannot be told apart"),
        to_tell("one raid has it or has it not: a chance has no interval of luck"),
        # ends of a range
        to_tell("horizon"),
        to_tell("terrain"),
        to_tell("power"),
        to_tell("instrument"),
        to_tell("elevation"),
        to_tell("effects"),
        to_tell("data"),
        to_tell("seen"),
        to_tell("reaction"),
        to_tell("guidance"),
        to_tell("range"),
        to_tell("height"),
        to_tell("speed"),
        to_tell("several"),
        to_tell("no interceptor"),
        # parts that are lost
        to_tell("half of the launchers that are ready"),
        to_tell("word from outside where a raid comes from"),
        to_tell("engagement radar"),
        to_tell("Engagement radar"),
        to_tell("Acquisition radar"),
        to_tell("command post"),
        to_tell("receivers"),
        # where words of a study come from
        to_tell("cities of the case"),
        to_tell("mean leakers"),
        to_tell("best figures, assumed"),
        to_tell("no copyright or security restrictions (NOAA GLOBE, G.O.O.D. version)"),
        to_tell(
            "Borders: Natural Earth 1:10m (public domain; how lines are drawn is Natural Earth's choice). "
            "Cities: GeoNames (CC BY 4.0). Airports: airportsdata (MIT)."
        ),
        # notes of a study
        to_tell(
            "It is no yardstick for one unit: a country's record holds many layers with guns, aircraft "
            "and jamming; bulletins choose what they count and nobody checked them; and most raids on "
            "record were smaller or spread over many places."
        ),
        to_tell(
            "Ranges and shares of the country are computed on every third degree here; skykeep compare takes "
            "every degree."
        ),
        to_tell(
            "The engagement radar is taken as turned to the threat: its sector hides nothing here.",
        ),
        to_tell(
            "Limits of a share: every public figure at the end against, and at the end for, the defender.",
        ),
        to_tell(
            "The echo of every threat, and of the target that a printed range is meant for, changes from "
            "look to look (Swerling 1)."
        ),
        to_tell(
            "In a raid the engagement radar locks on at its first hit; it supports interceptors wherever "
            "it has sight and its limits allow, whatever its power."
        ),
        to_tell(
            "An interceptor is boosted at 170 m/s², over at most an eighth of its printed range, which it "
            "reaches over a path a fifth as high, with 40 % of its peak speed left; it may leave its path "
            "for a dive of 45 degrees; slower than 400 m/s it meets nothing."
        ),
        to_tell(
            "Interceptors fly to the collision point; how they are guided is left out. Launchers stand "
            "beside the radars."
        ),
        to_tell(
            "A quasi-ballistic missile climbs on a Kepler arc, as if thrust made up for drag, falls from "
            "its apogee with drag, and is pulled into a dive below a stated height, as its body allows: "
            "worlds draw one of three; it does not evade."
        ),
        to_tell(
            "Each criterion is worth 0 at the worse and 1 at the better of the 5 and 95 % points of all "
            "options in all worlds, in a straight line and beyond both ends; a weight is what the whole "
            "way between them is worth. Over all weightings the weight is shared uniformly among the "
            "groups of criteria, then inside each group."
        ),
        to_tell(
            "An option is dominated in a world if another is no worse by every criterion and better by "
            "one; it is marked dominated if that is so in 90 of 100 joint draws of the figures or more, "
            "of 50 at least."
        ),
        to_tell(
            "An option is the clear winner if we are 90 % sure that it is better than each other: on "
            "average over raids it is so in 90 of 100 joint draws of the figures, the error of the "
            "computation allowed for. If some other is not beaten so often there is no clear winner; if "
            "the error leaves that open, too few draws were made to tell."
        ),
    }
)
"""What the shipped data and the studies say in words that never change."""


def shipped(text: str) -> str:
    """Return words of the shipped data in the language in force; what is not known here as a name.

    Examples
    --------
    >>> shipped("Basra")
    'Basra'
    """
    if language() == "en" or not text:
        return text
    told = told_in_pieces(text, known)
    return name(text) if told is None else told


def place_name(text: str) -> str:
    """Return the name of a place in the language in force; one that is not known stays as its owner wrote it,
    whatever sentence it looks like.

    Examples
    --------
    >>> place_name("Basra")
    'Basra'
    """
    if language() == "en" or not text:
        return text
    return tell(text) if text in WORDS or text in PLACES else name(text)


def known(text: str, told: Callable[[str], str] = shipped) -> str | None:
    """Return words of the shipped data in the language in force, with ``told`` what stands in their fields;
    None for what is not known here."""
    if text in WORDS or text in CASE_WORDS or text in PLACES or text in RAID_WORDS:
        return tell(text)
    for pattern in PATTERNS:
        found = fields_of(pattern, text)
        if found is not None:
            return tell(pattern, **{field: _value(value, told) for field, value in found.items()})
    return None


def _value(text: str, told: Callable[[str], str]) -> str:
    """Return what stands in a pattern: a number in the digits of the language, words told, or a name."""
    return in_digits(text) if text[0].isdigit() and text not in WORDS and _NUMBER(text) else told(text)


_NUMBER = re.compile(r"[\d.,]+%?").fullmatch
