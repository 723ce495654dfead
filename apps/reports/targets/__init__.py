"""Targets of a campaign: who asks for what, how far it is reached, how pages say so."""
