"""The apps, in tiers: see docs/architecture.md."""
