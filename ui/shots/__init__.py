"""Pictures of every panel and dialog, to look at beside the drawings."""
