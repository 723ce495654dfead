"""Where do the items of a to-do list come from? One file for each kind of office, and one for notes."""
