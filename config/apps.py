"""The wiring, as an app, for its commands."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """What knows all the other floors: `serve` and `prepare`."""

    name = "config"
