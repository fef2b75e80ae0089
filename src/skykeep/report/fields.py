"""The names of figures as a reader says them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from skykeep.language import name, tell, to_tell
from skykeep.study.brief_data import FigureRow

from .shipped_words import known, shipped

__all__ = ["class_words", "entry_words", "figure_label", "figure_name", "figure_words"]

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "alt max ballistic msl": to_tell("ceiling against ballistic threats (above sea level)"),
        "alt max msl": to_tell("ceiling (above sea level)"),
        "alt min agl": to_tell("lowest target (above ground)"),
        "answer missed p": to_tell("chance that a post misses the answer of an aircraft"),
        "friend silent p": to_tell("chance that a friend does not answer"),
        "neutral silent p": to_tell("chance that a neutral aircraft does not answer"),
        "threat undeclared p": to_tell("chance that a threat is not declared hostile"),
        "traffic declared p": to_tell("chance that traffic that is not heard is declared hostile"),
        "antenna height": to_tell("antenna height (above ground)"),
        "assessment": to_tell("time to assess a shot"),
        "batteries controlled": to_tell("batteries under one command post"),
        "channels ready share": to_tell("share of channels ready"),
        "climb max": to_tell("steepest climb"),
        "coast": to_tell("gap in radar support that is bridged"),
        "common kill p": to_tell("chance that nothing common spoils all shots"),
        "cued p": to_tell("chance of warning from outside"),
        "decoy recognised p": to_tell("chance that a decoy is recognised"),
        "printed at height agl": to_tell("height of the target that the printed range is for"),
        "detection range": to_tell("printed detection range"),
        "dive": to_tell("slope of the dive at the end"),
        "dive from msl": to_tell("height where the dive begins (above sea level)"),
        "dive max": to_tell("steepest dive"),
        "drag coefficient": to_tell("drag coefficient without lift"),
        "induced drag factor": to_tell("drag added per square of lift"),
        "lift coefficient": to_tell("greatest lift coefficient in use"),
        "mask": to_tell("elevation hidden by what stands about"),
        "mass": to_tell("mass after burnout"),
        "reference area": to_tell("area that lift and drag refer to"),
        "antenna gain": to_tell("gain of the antenna"),
        "dwell": to_tell("time of one look at a track"),
        "erp density w per": to_tell("effective radiated power density"),
        "erp density w per hz": to_tell("effective radiated power density"),
        "improvement": to_tell("improvement factor over clutter"),
        "least speed": to_tell("least radial speed seen"),
        "noise": to_tell("noise temperature of the receiver"),
        "range cell": to_tell("length of the range cell"),
        "rain extent": to_tell("how far it rains"),
        "rain rate": to_tell("rain rate"),
        "rain top msl": to_tell("top of the rain (above sea level)"),
        "roughness": to_tell("roughness of the ground"),
        "search share": to_tell("share of time for searching"),
        "sidelobe": to_tell("side lobes relative to the main lobe"),
        "sigma0": to_tell("echo of the ground per area"),
        "vapour": to_tell("water in the air"),
        "elevation max": to_tell("highest elevation of the beam"),
        "elevation min": to_tell("lowest elevation of the beam"),
        "false kill p": to_tell("chance that a miss is taken for a kill"),
        "instrumented range": to_tell("end of the display"),
        "launch interval": to_tell("time between launches"),
        "launchers ready share": to_tell("share of launchers ready"),
        "classify": to_tell("time to tell the class of a track"),
        "identify": to_tell("time to tell whose a track is"),
        "threat for friend p": to_tell("chance that a threat is taken for a friend"),
        "class right p": to_tell("chance that the class of a track is told rightly"),
        "raid kill share": to_tell("how alike the shots of one raid are"),
        "missed kill p": to_tell("chance that a kill is taken for a miss"),
        "missile channels": to_tell("interceptors guided at a time"),
        "operator delay": to_tell("delay of the operators"),
        "operators": to_tell("operators who take up tracks side by side"),
        "peak speed": to_tell("top speed"),
        "range max": to_tell("range against aircraft"),
        "range max ballistic": to_tell("range against ballistic threats"),
        "range min": to_tell("least range"),
        "rcs": to_tell("radar cross-section"),
        "rcs low band": to_tell("radar cross-section below 1 GHz"),
        "reaction": to_tell("reaction time"),
        "reaction factor": to_tell("crew's reaction over the printed time"),
        "reference p detect": to_tell("detection chance at the printed range"),
        "reference rcs": to_tell("target that the printed range is meant for"),
        "reload": to_tell("time to reload"),
        "reload sets": to_tell("spare loads at hand"),
        "mtbf": to_tell("mean time between failures"),
        "mttr": to_tell("mean time until it works again"),
        "repair": to_tell("repair after a hit"),
        "load": to_tell("time to load one launcher"),
        "depot handling": to_tell("time to take up a load at the depot"),
        "road speed": to_tell("speed of lorries"),
        "revisit": to_tell("time between looks"),
        "rounds per launcher": to_tell("ready rounds on a launcher"),
        "sector": to_tell("width looked at without turning"),
        "set height": to_tell("height of flight, or apogee"),
        "slew time": to_tell("time to turn by 90°"),
        "support before intercept": to_tell("radar support ends before the intercept by"),
        "taken for decoy p": to_tell("chance that a threat is taken for a decoy"),
        "target channels": to_tell("threats engaged at a time"),
        "target speed max": to_tell("fastest target"),
        "track capacity": to_tell("tracks kept at a time"),
        "track sector": to_tell("width in which it tracks and engages"),
        "track raid p": to_tell("chance that a raid is tracked at all"),
        "track target p": to_tell("chance that one threat is tracked"),
        "weapons free": to_tell("free to fire on after the first salvo"),
    }
)
KILL, KILLS_OF_ALL, LAUNCHERS = "kill p ", "Common kill figures", "launchers"
_OF_LAUNCHERS, _INTERCEPTOR = "Launchers of the ", "Interceptor "
CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "decoy-uav": to_tell("decoy UAV"),
        "low-observable-cruise-missile": to_tell("low-observable cruise missile"),
        "low-observable-fighter": to_tell("low-observable fighter"),
        "male-uav": to_tell("MALE UAV"),
        "mrbm": to_tell("ballistic missile (1000 km class)"),
        "one-way-attack-uav": to_tell("one-way-attack UAV"),
        "srbm": to_tell("quasi-ballistic missile"),
    }
)
"""What threat classes are called whose ids do not say it."""
ENTRIES = frozenset(
    {
        to_tell("Command post"),
        to_tell("Common kill figures"),
        to_tell("Engagement radar"),
        to_tell("Multi-function radar"),
        to_tell("Raid conditions"),
        to_tell("Search radar on the turret"),
        to_tell("Tracking radar on the turret"),
        to_tell("launchers"),
    }
)
"""What the catalogue calls parts whose figures stand in a table."""
OWN_WORDS = ("Chance", "Command", "Interceptor", "Launchers", "Raid", "Whole")
"""First words of labels that are the program's own, no names: small inside of a sentence."""


def class_words(class_id: str) -> str:
    """Return what a threat class is called.

    Examples
    --------
    >>> class_words("srbm"), class_words("cruise-missile")
    ('quasi-ballistic missile', 'cruise missile')
    """
    return tell(CLASSES[class_id]) if class_id in CLASSES else shipped(class_id.replace("-", " "))


def entry_words(entry: str) -> str:
    """Return what a part of a system, or a group of figures, is called."""
    told = tell(entry) if entry in ENTRIES else known(entry)
    if told is not None:
        return told
    if entry.startswith(_OF_LAUNCHERS):
        return tell("Launchers of the {interceptor}", interceptor=name(entry.removeprefix(_OF_LAUNCHERS)))
    if entry.startswith(_INTERCEPTOR):
        return tell("Interceptor {interceptor}", interceptor=name(entry.removeprefix(_INTERCEPTOR)))
    return name(entry)


def figure_name(row: FigureRow) -> str:
    """Return the name of a figure as a reader says it."""
    if row.name.startswith(KILL):
        threat = class_words(row.name.removeprefix(KILL))
        return tell("chance of a kill by one interceptor, {threat}", threat=threat)
    return tell(NAMES[row.name]) if row.name in NAMES else entry_words(row.name)


def figure_label(row: FigureRow) -> str:
    """Return whose figure it is and its name: ``Command post: reaction time``; once if one says both."""
    said = figure_name(row)
    if row.entry == KILLS_OF_ALL:
        return f"{said[:1].upper()}{said[1:]}"
    if row.name == LAUNCHERS and row.entry.startswith(LAUNCHERS.capitalize()):
        return entry_words(row.entry)
    return f"{entry_words(row.entry)}: {said}"


def figure_words(row: FigureRow) -> str:
    """Return the label of a figure for the middle of a sentence: ``command post: reaction time``."""
    label = figure_label(row)
    return label[:1].lower() + label[1:] if label.startswith(OWN_WORDS) else label
