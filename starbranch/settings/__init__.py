"""Settings: base holds what is common; local, production and test say what differs."""
