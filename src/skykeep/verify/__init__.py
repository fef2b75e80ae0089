"""Reference cases run through the product's own functions."""
