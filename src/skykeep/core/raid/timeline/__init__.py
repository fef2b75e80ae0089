"""What is to come in a raid and what has been: events in order of time, who looks next, the log."""
