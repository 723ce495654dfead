"""What runs starbranch on one machine by one command: home folder, broker, children and their keeper."""
