"""Pages that join several apps: dashboards, league tables, branch pages, exports."""
