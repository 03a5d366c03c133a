"""Customers at the window: the list, the card, and the dialogs that write on it."""
