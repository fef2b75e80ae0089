"""The names of figures as a reader says them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from skykeep.study.brief_data import FigureRow

__all__ = ["class_words", "figure_label", "figure_name", "figure_words"]

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "alt max ballistic msl": "ceiling against ballistic threats (above sea level)",
        "alt max msl": "ceiling (above sea level)",
        "alt min agl": "lowest target (above ground)",
        "answer missed p": "chance that a post misses the answer of an aircraft",
        "friend silent p": "chance that a friend does not answer",
        "neutral silent p": "chance that a neutral aircraft does not answer",
        "threat undeclared p": "chance that a threat is not declared hostile",
        "traffic declared p": "chance that traffic that is not heard is declared hostile",
        "antenna height": "antenna height (above ground)",
        "assessment": "time to assess a shot",
        "batteries controlled": "batteries under one command post",
        "channels ready share": "share of channels ready",
        "climb max": "steepest climb",
        "coast": "gap in radar support that is bridged",
        "common kill p": "chance that nothing common spoils all shots",
        "cued p": "chance of warning from outside",
        "decoy recognised p": "chance that a decoy is recognised",
        "printed at height agl": "height of the target that the printed range is for",
        "detection range": "printed detection range",
        "dive": "slope of the dive at the end",
        "dive from msl": "height where the dive begins (above sea level)",
        "dive max": "steepest dive",
        "drag coefficient": "drag coefficient without lift",
        "induced drag factor": "drag added per square of lift",
        "lift coefficient": "greatest lift coefficient in use",
        "mask": "elevation hidden by what stands about",
        "mass": "mass after burnout",
        "reference area": "area that lift and drag refer to",
        "antenna gain": "gain of the antenna",
        "dwell": "time of one look at a track",
        "erp density w per": "effective radiated power density",
        "erp density w per hz": "effective radiated power density",
        "improvement": "improvement factor over clutter",
        "least speed": "least radial speed seen",
        "noise": "noise temperature of the receiver",
        "range cell": "length of the range cell",
        "rain extent": "how far it rains",
        "rain rate": "rain rate",
        "rain top msl": "top of the rain (above sea level)",
        "roughness": "roughness of the ground",
        "search share": "share of time for searching",
        "sidelobe": "side lobes relative to the main lobe",
        "sigma0": "echo of the ground per area",
        "vapour": "water in the air",
        "elevation max": "highest elevation of the beam",
        "elevation min": "lowest elevation of the beam",
        "false kill p": "chance that a miss is taken for a kill",
        "instrumented range": "end of the display",
        "launch interval": "time between launches",
        "launchers ready share": "share of launchers ready",
        "classify": "time to tell the class of a track",
        "identify": "time to tell whose a track is",
        "threat for friend p": "chance that a threat is taken for a friend",
        "class right p": "chance that the class of a track is told rightly",
        "raid kill share": "how alike the shots of one raid are",
        "missed kill p": "chance that a kill is taken for a miss",
        "missile channels": "interceptors guided at a time",
        "operator delay": "delay of the operators",
        "operators": "operators who take up tracks side by side",
        "peak speed": "top speed",
        "range max": "range against aircraft",
        "range max ballistic": "range against ballistic threats",
        "range min": "least range",
        "rcs": "radar cross-section",
        "rcs low band": "radar cross-section below 1 GHz",
        "reaction": "reaction time",
        "reaction factor": "crew's reaction over the printed time",
        "reference p detect": "detection chance at the printed range",
        "reference rcs": "target that the printed range is meant for",
        "reload": "time to reload",
        "reload sets": "spare loads at hand",
        "mtbf": "mean time between failures",
        "mttr": "mean time until it works again",
        "repair": "repair after a hit",
        "load": "time to load one launcher",
        "depot handling": "time to take up a load at the depot",
        "road speed": "speed of lorries",
        "revisit": "time between looks",
        "rounds per launcher": "ready rounds on a launcher",
        "sector": "width looked at without turning",
        "set height": "height of flight, or apogee",
        "slew time": "time to turn by 90°",
        "support before intercept": "radar support ends before the intercept by",
        "taken for decoy p": "chance that a threat is taken for a decoy",
        "target channels": "threats engaged at a time",
        "target speed max": "fastest target",
        "track capacity": "tracks kept at a time",
        "track sector": "width in which it tracks and engages",
        "track raid p": "chance that a raid is tracked at all",
        "track target p": "chance that one threat is tracked",
        "weapons free": "free to fire on after the first salvo",
    }
)
KILL, KILLS_OF_ALL, LAUNCHERS = "kill p ", "Common kill figures", "launchers"
CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "decoy-uav": "decoy UAV",
        "low-observable-cruise-missile": "low-observable cruise missile",
        "low-observable-fighter": "low-observable fighter",
        "male-uav": "MALE UAV",
        "mrbm": "ballistic missile (1000 km class)",
        "one-way-attack-uav": "one-way-attack UAV",
        "srbm": "quasi-ballistic missile",
    }
)
"""What threat classes are called whose ids do not say it."""
OWN_WORDS = ("Chance", "Command", "Interceptor", "Launchers", "Raid", "Whole")
"""First words of labels that are the program's own, no names: small inside of a sentence."""


def class_words(class_id: str) -> str:
    """Return what a threat class is called.

    Examples
    --------
    >>> class_words("srbm"), class_words("cruise-missile")
    ('quasi-ballistic missile', 'cruise missile')
    """
    return CLASSES.get(class_id, class_id.replace("-", " "))


def figure_name(row: FigureRow) -> str:
    """Return the name of a figure as a reader says it."""
    if row.name.startswith(KILL):
        return f"chance of a kill by one interceptor, {class_words(row.name.removeprefix(KILL))}"
    return NAMES.get(row.name, row.name)


def figure_label(row: FigureRow) -> str:
    """Return whose figure it is and its name: ``Command post: reaction time``; once if one says both."""
    name = figure_name(row)
    if row.entry == KILLS_OF_ALL:
        return f"{name[:1].upper()}{name[1:]}"
    if row.name == LAUNCHERS and row.entry.startswith(LAUNCHERS.capitalize()):
        return row.entry
    return f"{row.entry}: {name}"


def figure_words(row: FigureRow) -> str:
    """Return the label of a figure for the middle of a sentence: ``command post: reaction time``."""
    label = figure_label(row)
    return label[:1].lower() + label[1:] if label.startswith(OWN_WORDS) else label
