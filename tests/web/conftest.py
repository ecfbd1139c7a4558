"""The pages are tested without a built front end: Vite's tags then name its development server."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django_vite.core.asset_loader import DjangoViteAssetLoader
from pytest_django import Settings

from accounts.models import User
from tests.factories import make_user


@pytest.fixture(autouse=True)
def no_built_front_end(settings: Settings) -> Iterator[None]:
    settings.DJANGO_VITE = {"default": {"dev_mode": True}}
    DjangoViteAssetLoader._instance = None
    yield
    DjangoViteAssetLoader._instance = None


@pytest.fixture
def owner(db: None) -> User:
    return make_user("builder", display_name="A Builder")


@pytest.fixture
def stranger(db: None) -> User:
    return make_user("stranger")


@pytest.fixture
def visitor() -> Client:
    """Somebody who has not signed in."""
    return Client()


@pytest.fixture
def owners(owner: User) -> Client:
    return signed_in(owner)


@pytest.fixture
def strangers(stranger: User) -> Client:
    return signed_in(stranger)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
