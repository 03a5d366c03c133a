"""The shop's own fields on a customer's card: what they are called, what they hold, and what stands in them."""
