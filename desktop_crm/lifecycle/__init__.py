"""Where each customer stands on their way, from not yet contacted to won back."""
