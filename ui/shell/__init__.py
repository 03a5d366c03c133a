"""The window around the pages: navigation, the one search box, undo, who works now, and what happens at its edges."""
