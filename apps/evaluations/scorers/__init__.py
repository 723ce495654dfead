"""How far do marks depend on who gave them? Agreement of two, leniency of each, places that others would move."""
