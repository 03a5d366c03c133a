"""Copies of the store: made by themselves, checked, thinned out with age, and put back when needed."""
