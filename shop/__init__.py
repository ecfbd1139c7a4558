"""Stores and their offers, quotes, orders, payments and the ledger: a build bought as a kit."""
