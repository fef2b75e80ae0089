"""Rules of doctrine: one file for each, with one field of ``Doctrine`` that switches it on.

A rule has one or more of three kernels, all called with ``(world, raid, unit, threat)`` and what they work
on: ``points`` says how urgent a threat is (asked as a raid starts, and again when the unit becomes ready for
it where places are known that it may fly at; the greatest sum is served first, equal ones as they arrive);
``limit_shot`` narrows the ``terms`` on which a shot is then sought;
``weigh_shot`` is handed those ``terms`` with the earliest shot, the ``option``, and changes the rounds or
holds fire. Files are found by themselves.
"""
