"""Results as files that other programs open: GeoJSON, KML."""
