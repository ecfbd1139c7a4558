"""setLotPrice: what a part of one's own costs."""

from decimal import Decimal
from typing import Any

import graphene
from django.utils.translation import gettext as _

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.bom import COLUMNS, BomLine
from brickfolk_api.types.money import DecimalText
from brickfolk_api.types.revision import Revision
from builds.models import BomLine as BomLineRow
from builds.services.own_pricing import set_own_price
from common.errors import NotFound


class SetLotPriceInput(graphene.InputObjectType):
    """Which lot, and its price."""

    lot = graphene.ID(required=True, description="The lot’s id.")
    price = DecimalText(description="Of one, in euros; left out or null: not known.")


class SetLotPrice(graphene.Mutation):
    """Say what one of a lot of yours costs that no catalogue knows: a part of your own, a whole set or figure."""

    class Arguments:
        input = SetLotPriceInput(required=True, description="The lot, and its price.")

    lot = graphene.Field(BomLine, description="The lot as it is now.")
    revision = graphene.Field(Revision, description="Its revision, with the estimate as it is now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Set it."""
        viewer = info.context.writer()
        key = local_key("BomLine", input["lot"], field="lot")
        line = BomLineRow.objects.select_related("revision__build").filter(pk=key).first()
        if line is None:
            raise NotFound("NO_SUCH_LOT", _("There is no such lot."), field="lot")
        price: Decimal | None = input.get("price")
        priced = set_own_price(line=line, by=viewer, price=price)
        return {
            "lot": BomLineRow.objects.values(*COLUMNS).get(pk=priced.pk),
            "revision": type(line.revision).objects.select_related("build", "file").get(pk=line.revision_id),
        }
