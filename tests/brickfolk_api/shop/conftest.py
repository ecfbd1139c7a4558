"""What the tests of the shop's API share."""

import pytest

from tests.brickfolk_api.shop.shop_world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()
