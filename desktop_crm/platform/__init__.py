"""What every feature stands on: the store, the one door for writing, text, money, time, errors."""
