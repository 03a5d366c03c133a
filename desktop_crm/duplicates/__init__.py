"""Who may be the same person: candidates by blocking, a score with its evidence, and the merge."""
