"""Proof files: one upload serves many uses; revisions, hash, expiry, safe serving."""
