"""The pages of the site."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Views, templates and what they show; it owns no tables."""

    name = "web"
    label = "web"
