"""Append-only record of acts: who did it, when, why."""
