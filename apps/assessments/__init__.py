"""One subject in one round: sheets, marks, revisions, imports."""
