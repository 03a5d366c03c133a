"""The guide inside the program: F1 opens it, offline, on the page that fits."""
