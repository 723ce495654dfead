"""Forms of selections."""
