"""setDesignTerms: what a designer asks."""

from decimal import Decimal
from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.build import Build
from brickfolk_api.types.money import DecimalText
from builds.selectors import access_own_build
from shop.services.design_terms import set_design_terms

_AMOUNT = {"required": True, "default_value": Decimal(0)}


class SetDesignTermsInput(graphene.InputObjectType):
    """Which build, and what you ask; a royalty is so much a kit or so many per cent, not both."""

    build = graphene.String(required=True, description="The build’s slug.")
    fee = DecimalText(**_AMOUNT, description="For each kit.")
    royalty_fixed = DecimalText(**_AMOUNT, description="For each kit of a remix.")
    royalty_percent = DecimalText(**_AMOUNT, description="Of a remix’s fee.")
    currency = graphene.String(required=True, default_value="EUR", description="Of the amounts.")


class SetDesignTerms(graphene.Mutation):
    """Say what you ask for kits of a build of yours and of its remixes. Quotes that were made keep theirs."""

    class Arguments:
        input = SetDesignTermsInput(required=True, description="Which build, and what you ask.")

    build = graphene.Field(Build, description="The build with its terms.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Set them."""
        by = info.context.writer()
        build = access_own_build(by, input["build"])
        asked = {name: input[name] for name in ("fee", "royalty_fixed", "royalty_percent", "currency")}
        set_design_terms(build=build, by=by, **asked)
        return {"build": build}
