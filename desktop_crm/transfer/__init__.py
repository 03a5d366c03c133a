"""The exchange with the store: spreadsheets in, spreadsheets out, nothing lost and all of it reversible."""
