"""Lists that organisations keep: special funds, brands, cases and work methods, honours; each described, none built."""
