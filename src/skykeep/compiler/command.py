"""Command posts and their links: which rows there are of them, and their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..catalogue import Catalogue
from ..core.kernel.records import Grid
from ..core.raid.tables.entities import Link, Post
from ..model.scenario import Scenario
from ..rng import entity_key
from .draws import Draws
from .plans import Defence, LinkPlan, PostPlan

__all__ = ["link_plans", "link_rows", "post_plans", "post_rows", "post_rows_of"]


def post_rows_of(scenario: Scenario) -> Mapping[str, int]:
    """Return the row of the command post of each fire unit and formation; under perfect sharing it is one."""
    names = [each.id for each in scenario.placed]
    return {name: 0 if scenario.sharing == "perfect" else number for number, name in enumerate(names)}


def post_plans(scenario: Scenario, catalogue: Catalogue, ends: Sequence[int]) -> tuple[PostPlan, ...]:
    """Return the command posts: those of fire units, whose rows of units end at ``ends``, then those of
    formations, which have none of their own."""
    paths = [f"{unit.system}/command_post" for unit in scenario.fire_units]
    if scenario.sharing == "perfect":
        return (PostPlan(name=scenario.fire_units[0].id, path=paths[0], units=(0, ends[-1])),)
    found = [
        PostPlan(name=unit.id, path=path, units=(first, end))
        for unit, path, first, end in zip(scenario.fire_units, paths, [0, *ends], ends, strict=False)
    ]
    for site in scenario.formations:
        system = catalogue.formation(site.formation).system
        found.append(PostPlan(name=site.id, path=f"{system}/command_post", units=(ends[-1], ends[-1])))
    return tuple(found)


def link_plans(scenario: Scenario) -> tuple[LinkPlan, ...]:
    """Return both directions of every link to a post above, in the order of the post that they start from."""
    if scenario.sharing == "perfect":
        return ()
    row = post_rows_of(scenario)
    formation = {site.id: site.formation for site in scenario.formations}
    ends = []
    for each in scenario.placed:
        if each.under:
            up = (row[each.id], row[each.under])
            ends += [(up, each), (up[::-1], each)]
    ends.sort(key=lambda end: end[0])
    rows = [pair for pair, _ in ends]
    return tuple(
        LinkPlan(
            lower=each.id,
            upper=each.under,
            path=f"formations/{formation[each.under]}/link",
            settings=each.link,
            from_post=first,
            to_post=to,
            back=rows.index((to, first)),
            is_down=first == row[each.under],
        )
        for (first, to), each in ends
    )


def post_rows(defence: Defence, draws: Draws) -> Grid[Post]:
    """Return ``Case.posts``, shape (worlds, posts)."""
    rows: Grid[Post] = Post.table(draws.worlds, len(defence.posts))
    starts = [link.from_post for link in defence.links]  # those of outside eyes stand last
    for number, post in enumerate(defence.posts):
        row = rows[:, number]
        row["key"] = entity_key(post.name)
        row["first_unit"], row["end_unit"] = post.units
        row["first_link"] = np.searchsorted(starts, number, side="left")
        row["end_link"] = np.searchsorted(starts, number, side="right")
        row["notice_s"] = draws.value(post.path, "assessment_s")
        row["above"] = row["down_link"] = -1
    for number, link in enumerate(defence.links):
        if link.is_down:
            rows[:, link.to_post]["above"] = link.from_post
            rows[:, link.to_post]["down_link"] = number
    return rows


def link_rows(defence: Defence, draws: Draws) -> Grid[Link]:
    """Return ``Case.links``, shape (worlds, links)."""
    rows: Grid[Link] = Link.table(draws.worlds, len(defence.links))
    for number, link in enumerate(defence.links):
        row = rows[:, number]
        row["key"] = entity_key(link.key)
        row["to_post"] = link.to_post
        row["back"] = link.back
        for name in ("latency_s", "loss_p", "report_s"):
            given = getattr(link.settings, name)
            row[name] = draws.value(link.path, name) if given is None else given
    return rows
