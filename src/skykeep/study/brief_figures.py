"""The figures of a brief as rows: what each system rests on, and which figures decide the difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from skykeep.catalogue import Catalogue, iter_figures
from skykeep.catalogue.sources import Source
from skykeep.errors import ScenarioError
from skykeep.model import Figure, Radar, StandardRaid, System

from .brief_case import DecisiveFigure
from .brief_data import Claim, DecisiveRow, FigureRow, LauncherRow, SourceRow, SystemRow

__all__ = ["decisive_rows", "figure_rows", "kill_rows", "source_rows", "system_row"]

KINDS = ("claimed", "reported", "derived", "hobby", "assumed")
SI_SUFFIXES = frozenset({"m", "s", "mps", "rad", "m2", "kg", "usd"})
COVERAGE_CLASSES = frozenset({"cruise-missile", "fighter"})
"""Threat classes of the coverage, whose speed counts; a raid flies at its own height and speed."""


def _row(figure_id: str, figure: Figure, entry: str) -> FigureRow:
    """Return one figure as a row; the name and the unit come from its id."""
    parts = figure_id.split("/")
    if "kill_p" in parts:
        name, unit = f"kill_p {parts[-1]}", ""
    else:
        stem, _, suffix = parts[-1].rpartition("_")
        name, unit = (stem, suffix) if suffix in SI_SUFFIXES else (parts[-1], "")
    return FigureRow(
        id=figure_id,
        owner="/".join(parts[:2]) if parts[0] == "threats" else parts[0],
        entry=entry,
        name=name.replace("_", " "),
        unit=unit,
        best=figure.best,
        low=figure.low,
        high=figure.high,
        kind=figure.kind,
        confidence=figure.confidence,
        claimant=figure.claimant,
        year=figure.year,
        sources=figure.sources,
        note=figure.note,
        default_limits=figure.default_limits,
        claims=tuple(
            Claim(
                value=claim.value,
                kind=claim.kind,
                claimant=claim.claimant,
                sources=claim.sources,
                note=claim.note,
            )
            for claim in figure.alternatives
        ),
    )


def _entry_names(system: System) -> dict[str, str]:
    """Return the printed name of every part of a system, by the path that its figures begin with."""
    names = {f"{system.id}/command_post": "Command post", system.id: "Whole system"}
    names |= {f"{system.id}/radars/{radar.id}": radar.name for radar in system.radars}
    names |= {
        f"{system.id}/interceptors/{each.id}": f"Interceptor {each.name}" for each in system.interceptors
    }
    kinds = {each.id: each.name for each in system.interceptors}
    names |= {
        f"{system.id}/launchers/{group.id}": f"Launchers of the {kinds[group.interceptor]}"
        for group in system.launchers
    }
    return names


def _rows_of_system(system: System, catalogue: Catalogue) -> list[FigureRow]:
    """Return every figure of a system that moves coverage or a raid: prices are told where costs are."""
    names = _entry_names(system)
    rows = []
    for figure_id, figure in iter_figures(system):
        parts = figure_id.split("/")
        if catalogue.fields["kill_p" if "kill_p" in parts else parts[-1]].not_used:
            continue
        if parts[-1] == "price_usd":
            continue
        entry = next(
            names[path]
            for path in ("/".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
            if path in names
        )
        rows.append(_row(figure_id, figure, entry))
    return rows


def figure_rows(
    catalogue: Catalogue, systems: Iterable[System], raids: Iterable[StandardRaid]
) -> tuple[FigureRow, ...]:
    """Return every figure that a brief rests on: its systems, the threat classes flown, what all share.

    Prices and the like, which move nothing on the page, are left out.
    """
    rows = [row for system in systems for row in _rows_of_system(system, catalogue)]
    flown = {group.threat_class for raid in raids for group in raid.groups}
    for name in sorted(flown | COVERAGE_CLASSES):
        threat = catalogue.threat(name)
        used = _fields_used(covered=name in COVERAGE_CLASSES, flown=name in flown)
        rows += [
            _row(figure_id, figure, threat.name)
            for figure_id, figure in iter_figures(threat)
            if figure_id.split("/")[-1] in used or (name in flown and "/body/" in figure_id)
        ]
    for figure_id, figure in iter_figures(catalogue.conditions):
        parts = figure_id.split("/")
        if "kill_p" not in parts:
            rows.append(_row(figure_id, figure, "Raid conditions"))
        elif parts[-1] in flown:
            rows.append(_row(figure_id, figure, "Common kill figures"))
    return tuple(rows)


def _fields_used(*, covered: bool, flown: bool) -> frozenset[str]:
    """Return the fields of a threat class that move something, in the coverage or in a raid that flies it."""
    fields = {"rcs_m2", "rcs_low_band_m2"}
    fields |= {"speed_mps"} if covered else set()
    return frozenset(fields | ({"climb_max_rad", "dive_max_rad"} if flown else set()))


def kill_rows(catalogue: Catalogue, raids: Iterable[StandardRaid]) -> tuple[FigureRow, ...]:
    """Return the common kill figure of every real threat class in the raids."""
    classes = {group.threat_class for raid in raids for group in raid.groups}
    return tuple(
        _row(f"common/kill_p/{name}", catalogue.common_kill_p[name], catalogue.threat(name).name)
        for name in sorted(classes)
        if not catalogue.threat(name).is_decoy
    )


def source_rows(
    sources: Mapping[str, Source], figures: Iterable[FigureRow], of_costs: Iterable[str] = ()
) -> tuple[SourceRow, ...]:
    """Return the sources that the figures or the costs name, by title, with the number of figures that name
    each."""
    uses: Counter[str] = Counter(dict.fromkeys(of_costs, 0))
    for row in figures:
        uses.update({*row.sources, *(name for claim in row.claims for name in claim.sources)})
    found = sorted((sources[name] for name in uses), key=lambda source: (source.title, source.id))
    return tuple(
        SourceRow(
            id=source.id,
            title=source.title,
            address=source.address,
            kind=source.kind,
            year=source.year,
            uses=uses[source.id],
        )
        for source in found
    )


def system_row(system: System, catalogue: Catalogue) -> SystemRow:
    """Return one system: its rings, channels, rounds, and how many of its figures are of which kind."""
    rows = {row.id: row for row in _rows_of_system(system, catalogue)}
    radar = next(each for each in system.radars if each.engages)
    names = {each.id: each.name for each in system.interceptors}
    counts = Counter(row.kind for row in rows.values())
    return SystemRow(
        id=system.id,
        name=system.name,
        unit_name=system.unit_name,
        origin=system.origin,
        summary=system.summary,
        notes=system.notes,
        left_out=system.left_out,
        detection_ring=rows[f"{system.id}/radars/{system.brochure_detection_radar}/detection_range_m"],
        engagement_ring=rows[f"{system.id}/interceptors/{system.brochure_interceptor}/range_max_m"],
        target_channels=rows[f"{system.id}/radars/{radar.id}/target_channels"],
        missile_channels=rows[f"{system.id}/radars/{radar.id}/missile_channels"],
        launchers=tuple(
            LauncherRow(
                interceptor=names[group.interceptor],
                launchers=rows[f"{system.id}/launchers/{group.id}/launchers"],
                rounds_per_launcher=rows[f"{system.id}/launchers/{group.id}/rounds_per_launcher"],
            )
            for group in system.launchers
        ),
        kinds={kind: counts[kind] for kind in KINDS},
        engagement_sets=system.engagement_sets,
    )


def decisive_rows(
    wanted: Iterable[DecisiveFigure], systems: Iterable[System], catalogue: Catalogue
) -> tuple[DecisiveRow, ...]:
    """Return the figures that decide most, side by side.

    Raises
    ------
    ScenarioError
        If no system has a figure of that name.
    """
    tables = [
        (_by_role(system), {row.id: row for row in _rows_of_system(system, catalogue)}, system)
        for system in systems
    ]
    found = []
    for each in wanted:
        cells = tuple(
            rows.get(f"{system.id}/{_path(each.figure, roles)}")
            or rows.get(f"{system.id}/{_path(_unless_given(each.figure), roles)}")
            for roles, rows, system in tables
        )
        if not any(cells):
            raise ScenarioError(f"decisive: no system of the case has the figure {each.figure!r}")
        found.append(DecisiveRow(label=each.label, cells=cells))
    return tuple(found)


def _by_role(system: System) -> dict[str, str]:
    """Return the path of the first radar of each role, the brochure's and the main interceptor, and its
    launchers: those that stand first. A multi-function radar stands in both of its roles.
    """
    roles: dict[str, str] = {}
    for radar in reversed(system.radars):
        roles |= {f"radars/{role}": f"radars/{radar.id}" for role in _roles_of(radar)}
    brochure = next(radar for radar in system.radars if radar.id == system.brochure_detection_radar)
    roles |= {f"radars/{role}": f"radars/{brochure.id}" for role in _roles_of(brochure)}
    roles["interceptors/brochure"] = f"interceptors/{system.brochure_interceptor}"
    roles["interceptors/main"] = f"interceptors/{system.launchers[0].interceptor}"
    roles["launchers"] = f"launchers/{system.launchers[0].id}"
    return roles


def _roles_of(radar: Radar) -> tuple[str, ...]:
    """Return the roles in which a radar stands."""
    return ("acquisition", "engagement") if radar.role == "multi_function" else (radar.role,)


def _unless_given(figure: str) -> str:
    """Return the figure that holds where an optional one is left out."""
    return figure.replace("/track_sector_rad", "/sector_rad")


def _path(figure: str, roles: dict[str, str]) -> str:
    """Return the path of a figure in a system: roles replaced by ids."""
    holder, _, name = figure.rpartition("/")
    return f"{roles.get(holder, holder)}/{name}"
