"""Reminders: who owes what, when people may be told, what a message says, and how it is sent."""
