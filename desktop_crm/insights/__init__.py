"""What the features say together: lists with their figures, sums, and later the reports."""
