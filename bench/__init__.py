"""Speed as ratios to references that run beside it: `bin/bench`."""
