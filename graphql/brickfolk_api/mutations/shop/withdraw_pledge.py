"""withdrawPledge: take one's word back while the run is open."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.shared_run import SharedRun
from shop.selectors.requests import access_run
from shop.services.shared_runs import withdraw_pledge


class WithdrawPledge(graphene.Mutation):
    """Take your word for a shared run back while it is open."""

    class Arguments:
        run = graphene.ID(required=True, description="The run’s id.")

    run = graphene.Field(SharedRun, description="The run as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, run: str) -> dict[str, Any]:
        """Take it back."""
        by = info.context.writer()
        found = access_run(by, local_key("SharedRun", run, field="run"))
        withdraw_pledge(run=found, by=by)
        return {"run": access_run(by, found.pk)}
