"""The acts of this app: have a report made, throw an unfinished one away, bring a Word template or end it."""
