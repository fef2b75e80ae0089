"""Counter-based random numbers: Philox4x32-10, keyed by (seed, purpose, world) and counted by entity and
draw.

A draw is a pure function of its key and counter, so results do not depend on order, chunks or workers.
Reference: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011), section 4.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .jit import generic_kernel, kernel

__all__ = ["combine_keys", "figure_uniforms", "philox4x32", "stream_key", "uniform"]

_MUL_0 = np.uint64(0xD2511F53)
_MUL_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_LOW_32_BITS = 0xFFFFFFFF
_LOW_32 = np.uint64(_LOW_32_BITS)
_SHIFT_32 = np.uint64(32)
_SHIFT_5 = np.uint64(5)
_SHIFT_6 = np.uint64(6)
_MIX_A = np.uint64(0xBF58476D1CE4E5B9)
_MIX_B = np.uint64(0x94D049BB133111EB)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_SHIFT_27 = np.uint64(27)
_SHIFT_30 = np.uint64(30)
_SHIFT_31 = np.uint64(31)
_TWO_26 = 67108864.0
_TWO_53 = 9007199254740992.0


@kernel(wrap=True)
def philox4x32(
    counter_0: np.uint64, counter_1: np.uint64, counter_2: np.uint64, counter_3: np.uint64, key: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Return the four 32-bit words of Philox4x32-10 for four 32-bit counters and a 64-bit key (low word
    first).

    All arguments and results are held in ``uint64``; only the low 32 bits of the counters are used.
    Reference: Salmon et al. (2011), section 4 and the Random123 known-answer vectors.
    """
    key_0 = np.uint64(key) & _LOW_32
    key_1 = np.uint64(key) >> _SHIFT_32
    for _ in range(10):
        product_0 = _MUL_0 * counter_0
        product_1 = _MUL_1 * counter_2
        counter_0 = ((product_1 >> _SHIFT_32) ^ counter_1 ^ key_0) & _LOW_32
        counter_1 = product_1 & _LOW_32
        counter_2 = ((product_0 >> _SHIFT_32) ^ counter_3 ^ key_1) & _LOW_32
        counter_3 = product_0 & _LOW_32
        key_0 = (key_0 + _WEYL_0) & _LOW_32
        key_1 = (key_1 + _WEYL_1) & _LOW_32
    return counter_0, counter_1, counter_2, counter_3


@kernel()
def _mix(value: np.uint64) -> np.uint64:
    value = (value ^ (value >> _SHIFT_30)) * _MIX_A
    value = (value ^ (value >> _SHIFT_27)) * _MIX_B
    return value ^ (value >> _SHIFT_31)


@kernel(wrap=True)
def combine_keys(first: np.uint64, second: np.uint64) -> np.uint64:
    """Return one 64-bit key of two, by the SplitMix64 finaliser (Steele, Lea, Flood 2014)."""
    return _mix(_mix(np.uint64(first) + _GOLDEN) ^ (np.uint64(second) * _GOLDEN))


@kernel(wrap=True)
def stream_key(seed: int, purpose: int, world: int) -> np.uint64:
    """Return the 64-bit Philox key of a seed, a purpose code and a world number."""
    return combine_keys(combine_keys(np.uint64(seed), np.uint64(purpose)), np.uint64(world))


@kernel(wrap=True)
def uniform(key: np.uint64, entity: np.uint64, replication: int, count: int) -> float:
    """Return one uniform number above 0 and at most 1, with 53 random bits; 1 itself once in 1e16 draws.

    The counter is (entity low word, entity high word, replication, count); see the architecture decision
    record on keyed streams.
    """
    word_0, word_1, _, _ = philox4x32(
        np.uint64(entity) & _LOW_32,
        np.uint64(entity) >> _SHIFT_32,
        np.uint64(replication & _LOW_32_BITS),
        np.uint64(count & _LOW_32_BITS),
        key,
    )
    mantissa = np.float64(word_0 >> _SHIFT_5) * _TWO_26 + np.float64(word_1 >> _SHIFT_6)
    return (mantissa + 0.5) / _TWO_53


def figure_uniforms(
    seed: int, purpose: int, entities: npt.NDArray[np.uint64], first_world: int, worlds: int
) -> npt.NDArray[np.float64]:
    """Return uniforms ``[worlds, figures]`` for consecutive worlds from ``first_world``; one key per
    figure."""
    drawn = np.empty((worlds, entities.size))
    _fill_uniforms(np.uint64(stream_key(seed, purpose, 0)), entities, first_world, drawn)
    return drawn


@generic_kernel(wrap=True)
def _fill_uniforms(
    key: np.uint64, entities: npt.NDArray[np.uint64], first_world: int, drawn: npt.NDArray[np.float64]
) -> None:
    """Fill ``drawn`` [world, figure]."""
    worlds, figures = drawn.shape
    for world in range(worlds):
        for figure in range(figures):
            drawn[world, figure] = uniform(key, entities[figure], 0, first_world + world)
