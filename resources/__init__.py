"""Icons, themes, translations, store profiles and other data the program ships with."""
