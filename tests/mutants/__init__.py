"""Whether the tests notice faults: each of a list is planted in a copy of the kernel, and tests run on it."""
