"""The grid sweep of the lowest visible height against exact bilinear rays."""

import math

import numpy as np
import pytest

from skykeep.core.earth.sight_grid import in_sight_grid, lowest_visible_height_grid


def hills(size, seed=3, rough=1.8):
    """Return synthetic ground of a few hundred metres."""
    rng = np.random.default_rng(seed)
    frequency = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None, :])
    frequency[0, 0] = np.inf
    surface = np.fft.irfft2(
        np.exp(2j * np.pi * rng.random(frequency.shape)) * frequency**-rough, s=(size, size)
    )
    return 800.0 * (surface - surface.min()) / np.ptp(surface)


def exact_margin(dem, observer, cell, heights, cell_m, bend_m):
    """Return the least clearance of the straight ray to a target over one cell, 20 samples a cell, m."""
    (row_0, col_0), (row, col), (observer_m, target_m) = observer, cell, heights
    count = max(abs(row - row_0), abs(col - col_0)) * 20
    share = np.arange(1, count) / count
    y, x = row_0 + share * (row - row_0), col_0 + share * (col - col_0)
    i, j = np.minimum(y.astype(int), dem.shape[0] - 2), np.minimum(x.astype(int), dem.shape[1] - 2)
    a, b = y - i, x - j
    ground = (1 - a) * ((1 - b) * dem[i, j] + b * dem[i, j + 1]) + a * (
        (1 - b) * dem[i + 1, j] + b * dem[i + 1, j + 1]
    )
    distance = math.hypot(row - row_0, col - col_0) * cell_m
    antenna = dem[row_0, col_0] + observer_m
    top = dem[row, col] + target_m - bend_m * distance**2
    line = antenna + share * (top - antenna)
    return float(np.min(line - (ground - bend_m * (share * distance) ** 2), initial=np.inf))


@pytest.mark.parametrize("observer", [(40, 40), (3, 70), (0, 0), (79, 12)])
@pytest.mark.parametrize("target_m", [0.0, 50.0])
def test_cells_agree_with_an_exact_ray(observer, target_m):
    dem = hills(80)
    bend_m = 0.75 / (2.0 * 6_371_000.0)
    lowest = lowest_visible_height_grid(
        dem, observer[0], observer_col=observer[1], observer_height_m=15.0, cell_m=100.0
    )
    seen = in_sight_grid(dem, lowest, target_m)
    rng = np.random.default_rng(5)
    wrong = judged = 0
    for cell in rng.integers(0, 80, (600, 2)):
        if max(abs(cell[0] - observer[0]), abs(cell[1] - observer[1])) < 1:
            continue
        margin = exact_margin(dem, observer, tuple(cell), (15.0, target_m), 100.0, bend_m)
        judged += 1
        wrong += bool(seen[tuple(cell)]) != (margin >= 0.0)
        if abs(margin) > 6.0:
            assert bool(seen[tuple(cell)]) == (margin >= 0.0)
    assert wrong <= 0.01 * judged


def test_every_cell_gets_a_value_wherever_the_observer_stands():
    dem = hills(40)
    for row, col in ((0, 0), (0, 39), (39, 0), (20, 20), (39, 17)):
        lowest = lowest_visible_height_grid(dem, row, observer_col=col, observer_height_m=2.0, cell_m=90.0)
        assert np.isfinite(lowest).all()
        assert (lowest >= dem.astype(np.float32)).all()


def test_turning_the_grid_turns_the_answer():
    dem = hills(50)
    lowest = lowest_visible_height_grid(dem, 12, observer_col=30, observer_height_m=10.0, cell_m=90.0)
    turned = lowest_visible_height_grid(
        np.rot90(dem), 19, observer_col=12, observer_height_m=10.0, cell_m=90.0
    )
    assert np.rot90(lowest) == pytest.approx(turned, abs=0.01)


def test_flat_ground_gives_the_parabola_of_the_curvature():
    size, cell_m, mast_m = 401, 500.0, 20.0
    lowest = lowest_visible_height_grid(
        np.zeros((size, size)), 200, observer_col=200, observer_height_m=mast_m, cell_m=cell_m
    )
    radius = 6_371_000.0 / 0.75
    distance = 200 * cell_m
    expected = (distance - math.sqrt(2.0 * radius * mast_m)) ** 2 / (2.0 * radius)
    for cell in ((200, 0), (200, 400), (0, 200), (400, 200)):
        assert lowest[cell] == pytest.approx(expected, rel=1e-3)


def test_unknown_ground_hides_what_lies_behind_it():
    dem = np.zeros((21, 21))
    dem[10, 15] = np.nan
    lowest = lowest_visible_height_grid(dem, 10, observer_col=10, observer_height_m=5.0, cell_m=90.0)
    assert np.isnan(lowest[10, 15:]).all()
    assert np.isfinite(lowest[10, :15]).all()
    assert np.isfinite(lowest[0]).all()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"observer_row": 9}, "outside 5 x 5 cells"),
        ({"cell_m": 0.0}, "must be above zero"),
        ({"dem_alt_msl_m": np.zeros((1, 9))}, "at least two rows"),
        ({"dem_alt_msl_m": np.full((5, 5), np.nan)}, "ground at the observer .* is unknown"),
    ],
)
def test_unusable_arguments_are_refused(changes, message):
    given = {
        "dem_alt_msl_m": np.zeros((5, 5)),
        "observer_row": 2,
        "observer_col": 2,
        "observer_height_m": 5.0,
        "cell_m": 90.0,
    }
    with pytest.raises(ValueError, match=message):
        lowest_visible_height_grid(**(given | changes))
