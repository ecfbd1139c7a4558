"""Members as rows: locked before something of theirs is counted, and made by a command for the demo."""

from django.db import transaction

from accounts.models import User

DEMO_NAME = "demo"
DEMO_PASSWORD = "studs-and-tubes"  # noqa: S105 - documented, for development only: seed_demo asks for DEBUG


def lock_member(member: User) -> None:
    """Let nobody else past here for this member until the transaction ends.

    Whoever may have so many of a thing counts behind this lock: several requests at once cannot all pass the count.
    Without the key: rows that point at the member go on being written meanwhile.
    """
    User.objects.select_for_update(no_key=True).only("pk").get(pk=member.pk)


@transaction.atomic
def create_demo_member(*, username: str, display_name: str, password: str | None = None) -> User:
    """A member for the demo, as it should be, however often it is called; without a password it cannot sign in."""
    user, made = User.objects.select_for_update().get_or_create(
        username=username, defaults={"display_name": display_name, "email": f"{username}@demo.invalid"}
    )
    if made:
        user.set_password(password)
        user.save(update_fields=["password"])
    return user
