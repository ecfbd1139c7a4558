"""The app that every other one stands on."""

from django.apps import AppConfig

from common import checks  # noqa: F401 - registers them


class CommonConfig(AppConfig):
    """Jobs, files, the embedded database, errors: no nouns of the domain."""

    name = "common"
