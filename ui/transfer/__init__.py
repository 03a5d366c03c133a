"""Bringing spreadsheets in at the window: choose or drop, look before anything is saved, import, take back."""
