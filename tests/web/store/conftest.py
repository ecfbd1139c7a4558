"""A keeper with a store, signed in; and somebody who has another one."""

import pytest
from django.test import Client

from accounts.models import User
from shop.models import Store
from tests.factories import make_user
from tests.shop.store_rows import make_store
from tests.web.conftest import signed_in


@pytest.fixture
def keeper(db: None) -> User:
    return make_user("keeper", display_name="A Keeper")


@pytest.fixture
def keepers(keeper: User) -> Client:
    return signed_in(keeper)


@pytest.fixture
def store(keeper: User) -> Store:
    return make_store(keeper, "Harbour Bricks", slug="harbour")


@pytest.fixture
def rivals(db: None) -> Client:
    """Whose store is another one."""
    rival = make_user("rival")
    make_store(rival, "Rival Bricks", slug="rival")
    return signed_in(rival)
