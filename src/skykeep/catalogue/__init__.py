"""Public facts: systems, threats, raids and their sources."""

from .fields import Favours, FieldRule, favours
from .identity import iter_figures
from .loader import Catalogue, load_catalogue
from .refraction import RefractionValues, scenario_refraction
from .schema import catalogue_schema
from .shelf import SCHEMA_VERSION
from .sources import Source
from .views import End, value_at_end, value_in_view

__all__ = [
    "SCHEMA_VERSION",
    "Catalogue",
    "End",
    "Favours",
    "FieldRule",
    "RefractionValues",
    "Source",
    "catalogue_schema",
    "favours",
    "iter_figures",
    "load_catalogue",
    "scenario_refraction",
    "value_at_end",
    "value_in_view",
]
