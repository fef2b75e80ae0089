"""Keyed luck in whole numbers of Python: a draw depends on its key and its counter alone.

The key of a stream is made of seed, purpose and world, the counter of entity, replication and count; the
generator is Philox4x32 with ten rounds (Salmon, Moraes, Dror, Shaw 2011), keys are mixed by the finaliser of
SplitMix64 (Steele, Lea, Flood 2014).
"""

from dataclasses import dataclass
from math import sqrt

PURPOSES = {
    "bearing": 2,
    "condition": 3,
    "spacing": 4,
    "track_target": 5,
    "common_kill": 6,
    "kill": 7,
    "assessment": 8,
    "decoy": 9,
    "sector": 10,
    "scan_phase": 11,
    "detect": 12,
    "report_lost": 16,
    "radiates": 17,
    "turn": 18,
    "raid_kill": 20,
    "raid_height": 21,
    "wave": 22,
    "failure": 24,
    "repair": 25,
    "classify": 26,
    "identify": 27,
    "order_lost": 30,
    "answer": 34,
    "declare": 35,
    "damage": 36,
}
"""Part of the published key; the role of a radar is added to ``detect``."""

CONDITIONS = {
    "launchers_ready": 0,
    "channels_ready": 1,
    "reaction": 2,
    "cued": 3,
    "track_raid": 4,
    "channel_split": 5,
    "launcher_ready": 1000,
}
"""Counts of the draws for raid conditions."""

WHOLE_RAID = 0
_64 = 2**64 - 1
_32 = 2**32 - 1
_GOLDEN = 0x9E3779B97F4A7C15


def mixed(number):
    """Return the finaliser of SplitMix64 of a number."""
    number = ((number ^ number >> 30) * 0xBF58476D1CE4E5B9) & _64
    number = ((number ^ number >> 27) * 0x94D049BB133111EB) & _64
    return number ^ number >> 31


def joined(first, second):
    """Return one key of two."""
    return mixed(mixed((first + _GOLDEN) & _64) ^ (second * _GOLDEN & _64))


def philox(counter, key):
    """Return the four words of Philox4x32-10 for a counter of 128 and a key of 64 bits."""
    words = [counter >> 32 * place & _32 for place in range(4)]
    low, high = key & _32, key >> 32
    for _ in range(10):
        left, right = 0xD2511F53 * words[0], 0xCD9E8D57 * words[2]
        words = [right >> 32 ^ words[1] ^ low, right & _32, left >> 32 ^ words[3] ^ high, left & _32]
        low, high = (low + 0x9E3779B9) & _32, (high + 0xBB67AE85) & _32
    return words


@dataclass(frozen=True)
class Luck:
    """All the luck of one raid."""

    seed: int
    world: int
    replication: int

    def draw(self, purpose, entity, count, *, more=0):
        """Return a number above 0 and at most 1; ``more`` is added to the code of the purpose."""
        key = joined(joined(self.seed & _64, PURPOSES[purpose] + more), self.world)
        counter = entity | (self.replication & _32) << 64 | (count & _32) << 96
        first, second, *_ = philox(counter, key)
        return ((first >> 5) * 2**26 + (second >> 6) + 0.5) / 2**53

    def happens(self, chance, purpose, entity, count=0):
        """Whether something of a chance happens."""
        return chance >= 1.0 or (chance > 0.0 and self.draw(purpose, entity, count) < chance)

    def condition(self, name, triangle):
        """Return a condition of the raid from a triangle (low, best, high)."""
        low, best, high = triangle
        if low == high:
            return low
        share = self.draw("condition", WHOLE_RAID, CONDITIONS[name])
        if share < (best - low) / (high - low):
            return low + sqrt(share * (high - low) * (best - low))
        return high - sqrt((1.0 - share) * (high - low) * (high - best))
