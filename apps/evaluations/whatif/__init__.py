"""What if other rules had held? Change some rules of a run's rulebook and look who moves; nothing is stored."""
