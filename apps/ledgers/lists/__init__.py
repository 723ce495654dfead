"""What each list reckons with, on plain values alone."""
