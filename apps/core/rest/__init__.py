"""Small shared parts of the REST doors: reading a body, pages by key, rows named in a body, files."""
