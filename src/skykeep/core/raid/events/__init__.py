"""What happens in a raid: one file for each event."""
