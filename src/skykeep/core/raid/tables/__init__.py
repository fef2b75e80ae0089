"""Every table of a raid, by what it is about: one description for each kind of row."""
