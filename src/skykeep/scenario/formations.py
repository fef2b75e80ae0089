"""Formations of a scenario: their command posts, the fire units about them, and who is under whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from skykeep.errors import did_you_mean
from skykeep.model import FireUnitSite, Formation, FormationSite, LinkSettings

from .command_tables import LinkTable
from .keys import shown
from .tables import FormationTable

__all__ = ["about_post", "formation_site", "link_settings", "superior_complaints"]


def link_settings(table: LinkTable | None) -> LinkSettings:
    """Return what a scenario says of a link."""
    if table is None:
        return LinkSettings()
    return LinkSettings(**(asdict(table) | {"power": table.power or ""}))


def formation_site(table: FormationTable) -> FormationSite:
    """Return the command post of a formation."""
    return FormationSite(
        id=table.id,
        formation=table.formation,
        lat_deg=table.lat_deg,
        lon_deg=table.lon_deg,
        under=table.under or "",
        link=link_settings(table.link),
        policy=table.policy or "",
    )


def about_post(table: FormationTable, formation: Formation) -> tuple[FireUnitSite, ...]:
    """Return the fire units that a formation counts: evenly about its post, the first in the north."""
    import pyproj

    count = table.fire_units or 0
    spread_m = formation.spread_m.best if table.spread_m is None else table.spread_m
    earth = pyproj.Geod(ellps="WGS84")
    found = []
    for number in range(count):
        lon_deg, lat_deg, _ = earth.fwd(table.lon_deg, table.lat_deg, 360.0 * number / count, spread_m)
        found.append(
            FireUnitSite(
                id=f"{table.id}-{number + 1}",
                system=formation.system,
                lat_deg=round(float(lat_deg), 6),
                lon_deg=round(float(lon_deg), 6),
                under=table.id,
                site=table.site,
            )
        )
    return tuple(found)


def superior_complaints(units: Sequence[FireUnitSite], formations: Sequence[FormationSite]) -> Iterator[str]:
    """Yield what is wrong with who is under whom: posts that there are not, and circles."""
    above: Mapping[str, str] = {site.id: site.under for site in formations}
    listed = [(f"fire_units[{n}]", unit.id, unit.under) for n, unit in enumerate(units)]
    listed += [(f"formations[{n}]", site.id, site.under) for n, site in enumerate(formations)]
    for path, own, under in listed:
        if under and under not in above:
            known = ", ".join(above) or "none; give it under [[formations]]"
            yield (
                f"{path}.under: given {shown(under)}, must be the id of a formation of this file."
                f"{did_you_mean(under, above)} There are: {known}."
            )
        elif under and own in _chain(under, above):
            yield f"{path}.under: given {shown(under)}, which is under {own!r} itself: leave one of them out"


def _chain(under: str, above: Mapping[str, str]) -> list[str]:
    """Return the posts above something, each once."""
    found: list[str] = []
    while under and under not in found:
        found.append(under)
        under = above.get(under, "")
    return found
