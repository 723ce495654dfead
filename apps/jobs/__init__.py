"""Durable background work with progress."""
