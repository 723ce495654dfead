"""The leaders' dashboard, a module a cell; what each reads is stored with the run."""
