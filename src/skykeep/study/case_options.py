"""The options of a case: what could be had, as numbers of systems or formations of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Protocol

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from skykeep.catalogue import Catalogue
from skykeep.errors import CatalogueError, did_you_mean

__all__ = [
    "CaseOption",
    "HasOptions",
    "OptionRadar",
    "OptionUnit",
    "case_options",
    "option_complaints",
    "option_sentence",
    "option_units",
]

EDGE = ConfigDict(extra="forbid")
ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,63}$"
UNITS_LIMIT = 100
"""No option of a case has more units of one kind."""

Count = Annotated[int, Field(ge=1, le=UNITS_LIMIT)]


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class OptionUnit:
    """Units of one system, or formations with the fire units that the catalogue counts in them."""

    system: str = Field(default="", max_length=64, description="id of a system that engages")
    formation: str = Field(default="", max_length=64, description="or id of a formation")
    count: Count = Field(default=1, description="how many of them")


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class OptionRadar:
    """Radars that come beside the units and engage nothing themselves."""

    system: str = Field(min_length=1, max_length=64, description="id of a system that is a radar alone")
    count: Count = Field(default=1, description="how many of them")


@dataclass(frozen=True, slots=True, kw_only=True, config=EDGE)
class CaseOption:
    """One way to answer the question of a case: units that are had, or are there already."""

    id: str = Field(pattern=ID_PATTERN, description="id of the option")
    name: str = Field(min_length=1, max_length=80, description="name to print")
    units: tuple[OptionUnit, ...] = Field(min_length=1, max_length=12, description="units and their numbers")
    radars: tuple[OptionRadar, ...] = Field(
        default=(), max_length=12, description="radars beside them, that engage nothing"
    )
    held: bool = Field(default=False, description="whether it is there already, so that nothing is bought")
    note: str = Field(default="", max_length=1000, description="why it is an option, and what is not known")


class HasOptions(Protocol):
    """A case: the systems it names, and the options it gives, perhaps none."""

    @property
    def systems(self) -> tuple[str, ...]:
        """Ids of systems."""

    @property
    def options(self) -> tuple[CaseOption, ...]:
        """Options as the case gives them."""


def case_options(case: HasOptions, catalogue: Catalogue) -> tuple[CaseOption, ...]:
    """Return the options of a case; one that gives none has one unit of each of its systems.

    Raises
    ------
    CatalogueError
        If a system of a case without options is not in the catalogue.
    """
    if case.options:
        return case.options
    return tuple(
        CaseOption(id=name, name=catalogue.system(name).name, units=(OptionUnit(system=name),))
        for name in case.systems
    )


def option_units(option: CaseOption, catalogue: Catalogue) -> tuple[tuple[str, int], ...]:
    """Return the systems of an option and how many units of each, in the order in which they are first named.

    A formation counts as many fire units of its system as its best figure says.

    Raises
    ------
    CatalogueError
        If a system or formation is not in the catalogue, or an entry names neither or both.
    """
    counts: dict[str, int] = {}
    for unit in option.units:
        if bool(unit.system) == bool(unit.formation):
            raise CatalogueError(
                f"option {option.id}: a unit names {'both' if unit.system else 'neither'} a system "
                f"{'and' if unit.system else 'nor'} a formation, must be one of the two"
            )
        if unit.formation:
            formation = catalogue.formation(unit.formation)
            system, each = formation.system, round(formation.fire_units.best)
        else:
            system, each = catalogue.system(unit.system).id, 1
        counts[system] = counts.get(system, 0) + unit.count * each
    return tuple(counts.items())


def option_sentence(option: CaseOption, catalogue: Catalogue | None = None) -> str:
    """Return in words what an option is of; with a catalogue, formations are told as fire units."""
    if catalogue is None:
        parts = [f"{unit.count} of {unit.system or unit.formation}" for unit in option.units]
    else:
        parts = [f"{count} of {system}" for system, count in option_units(option, catalogue)]
    parts += [f"{radar.count} of {radar.system} as a radar beside it" for radar in option.radars]
    held = " (there already)" if option.held else ""
    note = f" {option.note}" if option.note else ""
    return f"Option {option.name}{held}: {', '.join(parts)}.{note}"


def option_complaints(options: Iterable[CaseOption], catalogue: Catalogue) -> Iterator[str]:
    """Yield a complaint for every unit or radar of an option that the catalogue does not have as such."""
    engaging = sorted(name for name, system in catalogue.systems.items() if system.launchers)
    radars = sorted(set(catalogue.systems) - set(engaging))
    for place, option in enumerate(options):
        for number, unit in enumerate(option.units):
            path = f"options[{place}].units[{number}]"
            if bool(unit.system) == bool(unit.formation):
                given = "both" if unit.system else "neither"
                yield f"{path}: given {given} of system and formation, allowed one of the two"
            elif unit.formation:
                yield from _unknown(f"{path}.formation", unit.formation, sorted(catalogue.formations))
            elif unit.system in radars:
                yield (
                    f"{path}.system: given {unit.system!r}, which engages nothing; give it under radars of "
                    "the option"
                )
            else:
                yield from _unknown(f"{path}.system", unit.system, engaging)
        for number, radar in enumerate(option.radars):
            yield from _unknown(f"options[{place}].radars[{number}].system", radar.system, radars)


def _unknown(path: str, given: str, allowed: list[str]) -> Iterator[str]:
    """Yield a complaint where a name is not among those allowed."""
    if given not in allowed:
        yield f"{path}: given {given!r}, allowed {', '.join(allowed)}.{did_you_mean(given, allowed)}"
