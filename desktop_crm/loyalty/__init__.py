"""Points given to customers and used by them, and the level they come to."""
