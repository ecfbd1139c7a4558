"""cancelOfferImport: call the work on a file off."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.offer_import import OfferImport
from shop.selectors.offers import access_own_import
from shop.services.offer_imports import cancel_import


class CancelOfferImport(graphene.Mutation):
    """Call an import of yours off while it is not done: the shelf stays as it is."""

    class Arguments:
        id = graphene.ID(required=True, description="The import’s id.")

    offer_import = graphene.Field(OfferImport, name="import", description="The import as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, id: str) -> dict[str, Any]:
        """Call it off."""
        by = info.context.writer()
        found = access_own_import(by, local_key("OfferImport", id, field="id"))
        return {"offer_import": cancel_import(offer_import=found, by=by)}
