"""What was deleted, kept for ninety days: seen, taken out again, and then gone for good."""
