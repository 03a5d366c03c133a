"""A believable shop to try the program with, in a store file of its own."""
