"""Two committees, shared by the tests of a module."""

from tests.factories.fixtures import two

__all__ = ["two"]
