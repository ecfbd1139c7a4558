"""pledge: give one's word for kits of a shared run."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.shared_run import SharedRun
from shop.selectors.requests import access_run
from shop.services.shared_runs import pledge


class PledgeInput(graphene.InputObjectType):
    """For which run, how many kits, and where they go."""

    run = graphene.ID(required=True, description="The run’s id.")
    kits = graphene.Int(required=True, description="How many kits, 1 to 100.")
    country = graphene.String(required=True, description="Where they go, as two letters.")


class PledgeKits(graphene.Mutation):
    """Give your word for kits of a shared run, or change it. It costs nothing until the run is reached."""

    class Arguments:
        input = PledgeInput(required=True, description="For which run, how many kits, and where they go.")

    run = graphene.Field(SharedRun, description="The run with your pledge.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, input: Any) -> dict[str, Any]:
        """Pledge."""
        by = info.context.writer()
        run = access_run(by, local_key("SharedRun", input["run"], field="run"))
        pledge(run=run, by=by, kits=input["kits"], country=input["country"])
        return {"run": access_run(by, run.pk)}
