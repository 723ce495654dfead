"""Tests of the ground under the application: set-up, supervisor, servers, containers."""
