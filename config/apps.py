"""The wiring, as an app, for its commands."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class ConfigConfig(AppConfig):
    """What knows all the other floors: `serve` and `prepare`, and which app answers another's questions."""

    name = "config"

    def ready(self) -> None:
        """Wire the apps together; the wiring names models, so it is imported once there are any."""
        import_string("config.wiring.wire")()
