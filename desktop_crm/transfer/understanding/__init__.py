"""Understanding a table: what each column holds, what each value means, and which things the rows speak of."""
