"""Files kept with a customer: photos, invoices, letters, copied into the store itself."""
