"""Where the draws of worlds come from: keyed apart, or the points of scrambled Sobol sequences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ..core.kernel.streams import figure_uniforms
from ..errors import CompileError
from ..rng import Purpose, entity_key

__all__ = ["IndependentUniforms", "SobolUniforms", "Uniforms"]

F64 = npt.NDArray[np.float64]

LEAST_DIMENSIONS = 256
"""Dimensions of a sequence, whatever a scenario draws, so that figures that two options share keep theirs."""
MOST_DIMENSIONS = 16_384
"""Direction numbers are tabulated for 21,201 dimensions (Joe and Kuo 2008)."""
SOBOL_BITS = 30


class Uniforms(Protocol):
    """Numbers from 0 to 1 by the key of the draw and the number of the world."""

    def draw(self, keys: Sequence[str], first_world: int, worlds: int) -> dict[str, F64]:
        """Return the uniforms of each key in consecutive worlds, shape (worlds,) each."""


class IndependentUniforms:
    """Every number keyed by seed, draw and world alone: worlds are independent, and added one by one."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def draw(self, keys: Sequence[str], first_world: int, worlds: int) -> dict[str, F64]:
        """Return the uniforms of each key in consecutive worlds, shape (worlds,) each."""
        names = list(dict.fromkeys(keys))
        entities = np.array([entity_key(name) for name in names], dtype=np.uint64)
        drawn = figure_uniforms(self._seed, int(Purpose.FIGURE), entities, first_world, worlds)
        return {name: np.ascontiguousarray(drawn[:, place]) for place, name in enumerate(names)}


class SobolUniforms:
    """Points of independently scrambled Sobol sequences, one dimension for each draw.

    World w is point w // ``batches`` of sequence w % ``batches``: more worlds go on with the same sequences,
    and each of the sequences alone is an independent, unbiased estimate. Draws that share a cause share a key
    and so a dimension. Dimensions are given in the order in which keys are first named, those of ``first``
    before all others; low dimensions are the more even ones.

    References: Sobol (1967); direction numbers of Joe and Kuo, SIAM J. Sci. Comput. 30 (2008); linear matrix
    scrambling with a digital shift, Matousek, J. Complexity 14 (1998), as in scipy.

    Parameters
    ----------
    seed
        Of the study; every sequence has a scrambling of its own.
    batches
        Number of sequences, at least 2.
    first
        Keys that get the first dimensions.
    """

    def __init__(self, seed: int, batches: int, first: Iterable[str] = ()) -> None:
        self._seed, self._batches = seed, batches
        self._dimensions = {key: place for place, key in enumerate(dict.fromkeys(first))}
        self._points: F64 = np.empty((0, batches, 0))

    def draw(self, keys: Sequence[str], first_world: int, worlds: int) -> dict[str, F64]:
        """Return the uniforms of each key in consecutive worlds, shape (worlds,) each.

        Raises
        ------
        CompileError
            If there are more keys than dimensions.
        """
        for key in keys:
            self._dimensions.setdefault(key, len(self._dimensions))
        size = LEAST_DIMENSIONS
        while size < len(self._dimensions):
            size *= 2
        if size > MOST_DIMENSIONS:
            raise CompileError(
                f"design sobol: {len(self._dimensions)} figures are drawn apart; a sequence has at most "
                f"{MOST_DIMENSIONS} dimensions. Take the design independent"
            )
        points = -(-(first_world + worlds) // self._batches)
        if self._points.shape[0] < points or self._points.shape[2] < size:
            self._points = self._sequences(points, size)
        flat = self._points.reshape(-1, self._points.shape[2])[first_world : first_world + worlds]
        return {key: np.ascontiguousarray(flat[:, self._dimensions[key]]) for key in keys}

    def _sequences(self, points: int, dimensions: int) -> F64:
        """Return the first points of all sequences [point, batch, dimension], amid their cells."""
        from scipy.stats.qmc import Sobol

        power = max(0, int(points - 1).bit_length())
        found = np.empty((1 << power, self._batches, dimensions))
        for batch in range(self._batches):
            scrambling = np.random.default_rng(entity_key(f"sobol/{self._seed}/{batch}"))
            sequence = Sobol(dimensions, scramble=True, bits=SOBOL_BITS, rng=scrambling)
            found[:, batch] = sequence.random_base2(power)
        return found + 0.5 ** (SOBOL_BITS + 1)
