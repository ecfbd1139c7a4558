"""closeSharedRun: close a run before its day."""

from typing import Any

import graphene

from brickfolk_api.identifiers import local_key
from brickfolk_api.mutations.base import errors_field, service_call
from brickfolk_api.types.shop.shared_run import SharedRun
from shop.selectors.requests import access_run
from shop.services.shared_runs import close_run


class CloseSharedRun(graphene.Mutation):
    """Close a run of your store before its day, once its threshold is reached: each pledge becomes a quote."""

    class Arguments:
        id = graphene.ID(required=True, description="The run’s id.")

    run = graphene.Field(SharedRun, description="The run as it stands now.")
    errors = errors_field()

    @staticmethod
    @service_call
    def mutate(_root: None, info: Any, id: str) -> dict[str, Any]:
        """Close it."""
        by = info.context.writer()
        run = close_run(run=access_run(by, local_key("SharedRun", id, field="id")), by=by)
        return {"run": access_run(by, run.pk)}
