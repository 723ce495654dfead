"""The engine's slow twin: fractions and loops, written from the rules alone, sharing no code with the engine."""

from tests.rating.twin.whole import TwinRow, twin_rows

__all__ = ["TwinRow", "twin_rows"]
