"""Bodies of REST of selections."""
