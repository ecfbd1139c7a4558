"""The two roles of the catalogue's keepers: editors propose corrections, reviewers settle those of others."""

from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import NotFound


class CatalogueRole(models.TextChoices):
    """A role and the name of its group."""

    EDITOR = "editor", "Catalogue editors"
    REVIEWER = "reviewer", "Catalogue reviewers"


_PERMISSIONS = {
    CatalogueRole.EDITOR: ("add_correction",),
    CatalogueRole.REVIEWER: ("add_correction", "review_corrections"),
}


@transaction.atomic
def grant_role(*, username: str, role: CatalogueRole) -> User:
    """Put a member into the role's group, which is made when first needed. Raises NotFound."""
    user = _member(username)
    group, _made = Group.objects.get_or_create(name=role.label)
    # Set each time, so that a group that somebody emptied by hand works again.
    group.permissions.set(Permission.objects.filter(content_type__app_label="parts", codename__in=_PERMISSIONS[role]))
    user.groups.add(group)
    return user


@transaction.atomic
def revoke_role(*, username: str, role: CatalogueRole) -> User:
    """Take a member out of the role's group; nothing happens when it is not in it. Raises NotFound."""
    user = _member(username)
    user.groups.remove(*Group.objects.filter(name=role.label))
    return user


def _member(username: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        message = _("There is no member named %(name)s. Check the spelling of the user name.") % {"name": username}
        raise NotFound("NO_SUCH_MEMBER", message)
    return user
