"""After the last event: what came of a raid, why threats got through, what could have been done."""
