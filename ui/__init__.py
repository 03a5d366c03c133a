"""The window of Desktop CRM: it shows, asks and calls the core, and knows no SQL."""
