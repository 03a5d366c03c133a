"""Who belongs together: the people of a household, a company and those who work there."""
