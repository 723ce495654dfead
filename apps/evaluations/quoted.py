"""How does a name stand between quotation marks of its own?"""

INNER = str.maketrans("“”", "‘’")


def quoted(name: str) -> str:
    """The name for between “ and ”: marks inside it become the inner ones."""
    return name.translate(INNER)
