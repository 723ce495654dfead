"""The tests; plugin.py starts the servers they need, launchers/ holds the servers."""
