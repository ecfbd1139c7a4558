"""What reading and counting had to say."""

import graphene


class Notice(graphene.ObjectType):
    """One thing worth knowing: a warning wants a look, a note says which rule was applied."""

    code = graphene.String(required=True, description="Stable, in capitals.")
    severity = graphene.String(required=True, description="warning or note")
    message = graphene.String(required=True, description="One sentence for people.")
    file = graphene.String(description="The file that it speaks of.")
    line = graphene.Int(description="Counted from 1.")
    hint = graphene.String(description="What to do next.")
    parts = graphene.List(graphene.NonNull(graphene.String), description="The parts that it speaks of.")
    count = graphene.Int(description="How many times.")


class Problem(graphene.ObjectType):
    """Why a revision failed: what is wrong, where, and what to do."""

    code = graphene.String(required=True, description="Stable, in capitals.")
    message = graphene.String(required=True, description="One sentence for people.")
    file = graphene.String(description="The file that it speaks of.")
    line = graphene.Int(description="Counted from 1.")
    hint = graphene.String(description="What to do next.")


class Reason(graphene.ObjectType):
    """One link in a chain of evidence."""

    rule = graphene.String(required=True, description="Its code.")
    message = graphene.String(required=True, description="It, in a sentence about this case.")
