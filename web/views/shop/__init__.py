"""The shopper's pages: kits, quotes, the cart, orders."""
