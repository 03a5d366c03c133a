"""The store's schema, step by step: one linear list of revisions."""
