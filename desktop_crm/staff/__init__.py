"""The people of the shop: owners and authors of everything that is recorded."""
