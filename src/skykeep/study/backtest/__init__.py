"""What was predicted against what was recorded: days of bulletins by class, and single raids replayed."""
