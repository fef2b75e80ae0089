"""What radars find and command posts know: looks, tracks, bearings, operators, who may engage what."""
