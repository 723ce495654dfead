"""Conditions in a line, so that a test reads what a rulebook asks."""

from apps.rating.conditions import All, AnyOf, Comparison, Condition, NoneOf, SomeOf


def said(condition: Condition | None) -> str:
    """A condition in a line: what a test can be read by."""
    if isinstance(condition, Comparison):
        share = f" of {condition.share_of}" if condition.share_of else ""
        asked = condition.number if condition.number is not None else "/".join(condition.words)
        return f"{condition.expression} {condition.relation} {asked}{share}".strip()
    if condition is None:
        return ""
    inside = "; ".join(said(part) for part in condition.parts)
    name = {All: "all", AnyOf: "any", NoneOf: "none", SomeOf: "some"}[type(condition)]
    count = f" {condition.least}" if isinstance(condition, SomeOf) else ""
    return f"{name}{count}({inside})"
