"""openSharedRun: make kits for many at once."""

from typing import Any

import graphene

from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.mutations.shop.given import revision_given
from brickfolk_api.types.moments import aware
from brickfolk_api.types.money import DecimalText
from brickfolk_api.types.shop.shared_run import SharedRun
from shop.selectors.requests import access_run
from shop.selectors.stores import access_own_store
from shop.services.shared_runs import TierGiven, open_run


class RunTierInput(graphene.InputObjectType):
    """From so many kits on each costs that, in the store's currency."""

    kits = graphene.Int(required=True, description="From so many kits on.")
    price = DecimalText(required=True, description="Of one kit then, as a decimal in a string.")


class OpenSharedRunInput(graphene.InputObjectType):
    """Which store makes kits of what, and for how much."""

    store = graphene.String(required=True, description="The slug of a store of yours.")
    revision = graphene.ID(description="A published revision’s id.")
    build = graphene.String(description="Or a published build’s slug, for the revision that it shows.")
    tiers = graphene.List(
        graphene.NonNull(RunTierInput), required=True, description="1 to 10; the first one is the threshold."
    )
    most = graphene.Int(required=True, description="How many kits can be made at most.")
    closes_at = graphene.DateTime(required=True, description="Until when people may pledge.")


class OpenSharedRun(graphene.Mutation):
    """Offer to make kits of a build if enough are wanted by a day; then one price holds for all."""

    class Arguments:
        input = OpenSharedRunInput(required=True, description="Which store makes kits of what, and for how much.")

    run = graphene.Field(SharedRun, description="The run.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Open it."""
        by = info.context.writer()
        run = open_run(
            store=access_own_store(by, input["store"]),
            by=by,
            revision=revision_given(by, input),
            tiers=[TierGiven(one["kits"], one["price"]) for one in input["tiers"]],
            most=input["most"],
            closes_at=aware(input["closes_at"], field="closes_at"),
        )
        return {"run": access_run(by, run.pk)}
