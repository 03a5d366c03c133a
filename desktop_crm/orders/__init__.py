"""What was bought: orders with packages, lines and refunds, as they were at the time."""
