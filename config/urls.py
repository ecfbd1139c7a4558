"""Addresses of the site."""

from django.urls import URLPattern, URLResolver, include, path

from common.checks import graphql_core_installed
from common.operations import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", views.alive, name="healthz"),
    path("healthz/", views.alive),
    path("readyz", views.ready, name="readyz"),
    path("readyz/", views.ready),
    path("metrics", views.metrics, name="metrics"),
    path("metrics/", views.metrics),
    path("files/", include("common.files.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("web.urls")),
]
if graphql_core_installed():  # else a system check says what to do
    urlpatterns.append(path("graphql/", include("brickfolk_api.urls")))

handler400 = "web.views.refusals.bad_request"
handler403 = "web.views.refusals.forbidden"
handler404 = "web.views.refusals.not_found"
handler500 = "web.views.refusals.server_error"
