"""How the program looks and speaks here, the shop, its people and its backups."""
