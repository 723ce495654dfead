"""Runs, results and places."""
