"""openStore: a store of one's own."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.store_given import StoreDetails, store_given
from brickfolk_api.types.shop.store import Store
from shop.services.stores import open_store


class OpenStore(graphene.Mutation):
    """Open a store, with nothing on its shelves and no shipping table yet."""

    class Arguments:
        input = StoreDetails(required=True, description="What the store is; name and country are needed.")

    store = graphene.Field(Store, description="Your store.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Open it."""
        by = info.context.writer()
        return {"store": open_store(by=by, given=store_given(input))}
