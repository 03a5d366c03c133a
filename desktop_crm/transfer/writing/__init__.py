"""Lists out of the store and into files: our own columns, or the shape a shop or tool wants."""
