"""Customers who may be the same: the page of pairs, cards side by side, and making one of them."""
