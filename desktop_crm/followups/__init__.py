"""What was promised to be done, by whom and when: nothing planned is forgotten."""
