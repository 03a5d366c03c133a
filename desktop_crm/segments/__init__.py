"""The query language: what a person types about customers, as one tree that SQL and a plain filter both answer."""
