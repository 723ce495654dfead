"""The sealed file of a campaign: what it holds, how it is written, whether it holds, what corrections move."""
