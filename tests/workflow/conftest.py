"""Shared committees and campaigns."""

from tests.factories.fixtures import two

__all__ = ["two"]
