"""Pages of what a campaign comes to: decisions, notices, objections, naming, sealing."""
