"""Follow-ups at the window: the page of the day, the form, and the window that reminds."""
