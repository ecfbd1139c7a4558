"""Paying for orders: begun by the shopper, settled by a provider's word, sent back where too much came in."""
