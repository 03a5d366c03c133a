"""The sales channels of the shop: its own site, marketplaces, the counter."""
