"""What the pages of stores show."""
