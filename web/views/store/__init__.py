"""The pages of stores: everybody's view of them, and the back office of one's own."""
