"""Addresses of the local folder's files."""

from django.urls import path

from common.files import views

app_name = "files"
urlpatterns = [
    path("put/<str:signed>", views.put, name="put"),
    path("<str:signed>/<str:name>", views.get, name="get"),
]
