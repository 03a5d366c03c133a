"""Every conversation with a customer, over every channel, in and out."""
