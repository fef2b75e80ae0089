"""What the page's script reads: ground, coverage by height, borders, cities and symbols in one payload."""
