"""The first minute: language, then the shop's own file, the sample shop or an empty book."""
