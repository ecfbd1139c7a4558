"""A shopper who is signed in."""

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import make_user
from tests.web.conftest import signed_in


@pytest.fixture
def shopper(db: None) -> User:
    return make_user("shopper", display_name="A Shopper")


@pytest.fixture
def shoppers(shopper: User) -> Client:
    return signed_in(shopper)
