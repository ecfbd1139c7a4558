"""The books: what came in, who gets what of it, what went back, what was paid out. Each deed is booked once."""
