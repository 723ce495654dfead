"""Real servers for tests: PostgreSQL and Valkey from their wheels, Chromium where one is installed."""
