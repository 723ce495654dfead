"""Every act on selections."""
