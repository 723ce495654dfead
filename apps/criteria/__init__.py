"""Rulebook versions and the rate command."""
