"""One box over everything: folded, by prefix, phones by their last digits, each hit with its reason."""
