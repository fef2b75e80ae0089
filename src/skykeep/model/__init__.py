"""What the user says: frozen dataclasses without arrays."""

from .figure import Alternative, Confidence, Figure, Kind, Scale, View, fixed
from .firing import FiringAlternative, FiringDoctrine, FiringOfClass
from .limits import LIST_LENGTH_MAX, NUMBER_LIMITS, TEXT_LENGTH_MAX, THREATS_MAX
from .masts import MastHeights, mast_height_m, unknown_radars
from .scenario import (
    CONFIRM_LOOKS_MAX,
    Asset,
    Detection,
    FireUnitSite,
    Refraction,
    Region,
    Scenario,
    Study,
    TerrainChoice,
)
from .system import (
    CommandPost,
    Doctrine,
    Interceptor,
    KillKind,
    LauncherGroup,
    Radar,
    RadarRole,
    RadarSupport,
    System,
    share_launchers,
)
from .threat import Flight, RaidConditions, RaidGroup, StandardRaid, ThreatClass

__all__ = [
    "CONFIRM_LOOKS_MAX",
    "LIST_LENGTH_MAX",
    "NUMBER_LIMITS",
    "TEXT_LENGTH_MAX",
    "THREATS_MAX",
    "Alternative",
    "Asset",
    "CommandPost",
    "Confidence",
    "Detection",
    "Doctrine",
    "Figure",
    "FireUnitSite",
    "FiringAlternative",
    "FiringDoctrine",
    "FiringOfClass",
    "Flight",
    "Interceptor",
    "KillKind",
    "Kind",
    "LauncherGroup",
    "MastHeights",
    "Radar",
    "RadarRole",
    "RadarSupport",
    "RaidConditions",
    "RaidGroup",
    "Refraction",
    "Region",
    "Scale",
    "Scenario",
    "StandardRaid",
    "Study",
    "System",
    "TerrainChoice",
    "ThreatClass",
    "View",
    "fixed",
    "mast_height_m",
    "share_launchers",
    "unknown_radars",
]
