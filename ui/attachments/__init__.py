"""Files kept with a customer, as a tab of the card."""
