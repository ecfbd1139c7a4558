"""editStore: say something of it anew, close it, open it again."""

from typing import Any

import graphene
from django.db import transaction

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.store_given import StoreDetails, store_given
from brickfolk_api.types.shop.store import Store
from shop.selectors.stores import access_own_store
from shop.services.stores import edit_store, set_open


class EditStoreInput(StoreDetails):
    """Which store, and what is otherwise now; what is left out stays."""

    store = graphene.String(required=True, description="The store’s slug.")
    is_open = graphene.Boolean(description="False: nothing can be bought there; its orders go on.")


class EditStore(graphene.Mutation):
    """Change what you say of a store of yours."""

    class Arguments:
        input = EditStoreInput(required=True, description="Which store, and what is otherwise now.")

    store = graphene.Field(Store, description="The store as it is now.")
    errors = errors_field()

    @staticmethod
    @service_call
    @transaction.atomic
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Change it: all of it or nothing."""
        by = info.context.writer()
        store = access_own_store(by, input["store"])
        edited = edit_store(store=store, by=by, given=store_given(input, store))
        if input.get("is_open") is not None:
            edited = set_open(store=edited, by=by, is_open=input["is_open"])
        return {"store": edited}
