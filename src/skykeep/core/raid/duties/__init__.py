"""What radars do beside turning: they are silent or take turns, run out of time, hold for others."""
