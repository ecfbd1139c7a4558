"""The one address of the API."""

from django.urls import path

from brickfolk_api.view import graphql_view

urlpatterns = [path("", graphql_view, name="graphql")]
