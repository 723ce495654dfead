"""What this app says and takes over REST."""
