"""Shared committees and campaigns."""

from tests.factories.fixtures import clean, two

__all__ = ["clean", "two"]
