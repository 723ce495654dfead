"""A committee's years side by side: what is asked, the years themselves, their tables and their charts."""
