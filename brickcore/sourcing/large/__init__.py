"""What large baskets are searched with: compiled, and each on a core of its own."""
