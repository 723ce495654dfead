"""Conducts a campaign: what stops it, what each person has to do."""
