"""The shop, as an app."""

from django.apps import AppConfig

from shop import checks  # noqa: F401 - registers them


class ShopConfig(AppConfig):
    """Stores, offers, quotes, orders and the money."""

    name = "shop"
