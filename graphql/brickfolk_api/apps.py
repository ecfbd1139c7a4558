"""The API as a Django app, for its template."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """GraphQL over the services."""

    name = "brickfolk_api"
