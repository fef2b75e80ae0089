"""Pictures: what radars are going to find, and when fire units are ready for it."""
