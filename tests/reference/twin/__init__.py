"""A second engagement, written for itself from what the documents say: slow, plain Python, without numba.

It shares no code with the kernel and is built another way: objects and a heap of calls where the kernel has
tables and a sorted list, every look in turn where the kernel skips, margins and bisection where the kernel
cuts intervals. It reads a compiled case as plain numbers (``scene``) and refuses what it does not know.
"""
