"""Who brought whom, and what came of it."""
