"""An option of a case in the raid whose dots a brief draws, so that any of them can be played again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from skykeep.errors import UsageError, did_you_mean

from .inputs import catalogue_of

if TYPE_CHECKING:
    from skykeep.catalogue import Catalogue
    from skykeep.model import Scenario

__all__ = ["option_raid"]


def option_raid(case: Any, option: str, catalogue: Catalogue | Path | str | None) -> Scenario:
    """Return an option of a case, by its id, in the lead raid of the choice of its brief, as a scenario.

    Raises
    ------
    SkykeepError
        If there is no such case, or it has no such option; the message names the nearest.
    """
    from skykeep.study.brief_case import read_brief_case
    from skykeep.study.brief_choice import lead_raid_of_choice
    from skykeep.study.case_options import case_options
    from skykeep.study.costing.exchange import option_scenario

    if not isinstance(case, str | Path):
        raise UsageError(
            f"option {option!r}: given with a {type(case).__name__}; it is one of a case: give the name of a "
            "shipped one, or the path of a case file"
        )
    found, shelf = read_brief_case(str(case)), catalogue_of(catalogue)
    there = {each.id: each for each in case_options(found, shelf)}
    if option not in there:
        raise UsageError(
            f"option: given {option!r}, allowed {', '.join(there)}.{did_you_mean(option, there)}"
        )
    return option_scenario(found, there[option], shelf, shelf.raid(lead_raid_of_choice(found)))
