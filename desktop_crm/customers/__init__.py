"""The people and companies who buy: their cards, addresses, phones, tags and identities."""
