"""Command posts: what they tell each other over links, what they permit, and units without their post."""
