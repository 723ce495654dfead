"""Random rulebooks, mechanism by mechanism: each function adds one thing that a rulebook may say."""
