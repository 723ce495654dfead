"""Are the criteria themselves sound and fair? Figures about rules from one run's own marks."""
