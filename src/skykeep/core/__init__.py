"""How it works, in numbers: arrays in, arrays out, SI units."""
