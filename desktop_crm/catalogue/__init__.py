"""What the shop sells: products with their variants, and the codes that make them cheaper."""
