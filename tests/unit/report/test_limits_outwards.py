"""Printed limits hold the limits that were computed, on the terminal and in pictures alike."""

import pytest

from skykeep.catalogue import load_catalogue
from skykeep.cli._coverage_table import _share as on_terminal
from skykeep.errors import CatalogueError
from skykeep.report.coverage_panels import _share as on_panels
from skykeep.report.print_map import _share as on_map


@pytest.mark.parametrize("limits", [(0.083, 0.411), (0.0, 1.0), (0.0009, 0.9991), (0.29, 0.57)])
def test_terminal_panels_and_map_round_limits_alike_and_outwards(limits):
    ends = on_terminal(0.3, limits).partition("(")[2].rstrip(")").split("-")
    for picture in (on_panels, on_map):
        assert picture(0.3, limits).partition("(")[2].rstrip(")").split(" to ") == ends
    low, high = (float(end) / 100.0 for end in ends)
    assert low <= limits[0] + 1e-9
    assert high >= limits[1] - 1e-9


def test_an_unknown_system_is_told_how_one_of_the_users_own_is_read():
    with pytest.raises(CatalogueError, match=r"no system 'my-sam' in the catalogue.*--extra FILE"):
        load_catalogue().system("my-sam")
