"""REST of selections."""
