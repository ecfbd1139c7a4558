"""Prices that somebody saw, from tables of shops and of people who looked."""

from parts.services.catalogue.prices_seen.load import PriceDefaults, load_prices

__all__ = ["PriceDefaults", "load_prices"]
