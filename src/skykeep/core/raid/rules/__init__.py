"""Rules of doctrine: one file for each, with one field of ``Doctrine`` that switches it on.

A rule has one or more of three kernels, all called with ``(world, raid, unit, threat)``: ``points`` says how
urgent a threat is (asked once, as a raid starts; the greatest sum is served first, equal ones as they
arrive); ``limit_shot`` narrows ``raid.terms`` before a shot is sought; ``weigh_shot`` changes the rounds or
holds fire once the earliest shot stands in ``raid.option``. Files are found by themselves.
"""
