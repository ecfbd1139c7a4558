"""importOffers: a file of lots beside the query."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import Upload, errors_field, service_call
from brickfolk_api.types.shop.enums import OfferImportMode, plain
from brickfolk_api.types.shop.offer_import import OfferImport
from common.files import MAX_SIZE
from common.files.content import too_large
from shop.selectors.stores import access_own_store
from shop.services.offer_imports import accept_offers


class ImportOffersInput(graphene.InputObjectType):
    """Which store, and its file."""

    store = graphene.String(required=True, description="The store’s slug.")
    file = Upload(
        required=True, description="BrickLink XML, BrickStore .bsx, CSV, TSV, XLSX or JSON, beside the query."
    )
    mode = OfferImportMode(
        required=True, default_value="add", description="What becomes of lots that the file does not name."
    )


class ImportOffers(graphene.Mutation):
    """Bring a file of lots onto your shelf. The answer comes first: ask for the import until it is DONE or FAILED."""

    class Arguments:
        input = ImportOffersInput(required=True, description="Which store, and its file.")

    offer_import = graphene.Field(OfferImport, name="import", description="How far it is.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Keep the bytes and start the work."""
        by, sent = info.context.writer(), input["file"]
        store = access_own_store(by, input["store"])
        if sent.size > MAX_SIZE:
            raise too_large(MAX_SIZE)
        sent.seek(0)  # one file may be sent for several mutations of a request
        accepted = accept_offers(store=store, by=by, data=sent.read(), file_name=sent.name, mode=plain(input["mode"]))
        return {"offer_import": accepted}
