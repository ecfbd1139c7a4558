"""What people write about a build: checked here, once, for every way in."""

from collections.abc import Iterable

from django.utils.text import slugify
from django.utils.translation import gettext as _

from builds.models import Build, Licence, Tag
from common.errors import Invalid
from common.text import storable

MAX_DESCRIPTION = 20_000
MAX_TAGS = 10
MAX_TAG = 40


def checked_description(description: str) -> str:
    """The markdown as sent, with one kind of line end. Raises Invalid when it is too long."""
    text = storable(description).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > MAX_DESCRIPTION:
        message = _("A description has at most %(count)d characters.") % {"count": MAX_DESCRIPTION}
        raise Invalid("DESCRIPTION", message, field="description")
    return text


def checked_licence(licence: str) -> str:
    """One of the licences that we know. Raises Invalid."""
    if licence not in Licence.values:
        known = ", ".join(Licence.values)
        raise Invalid("LICENCE", _("Choose one of these licences: %(known)s.") % {"known": known}, field="licence")
    return licence


def set_tags(build: Build, names: Iterable[str]) -> None:
    """Give the build these tags and no others. Raises Invalid."""
    words = {
        slugify(name, allow_unicode=True): " ".join(storable(name).lower().split()) for name in names if name.strip()
    }
    if len(words) > MAX_TAGS:
        raise Invalid("TAGS", _("A build has at most %(count)d tags.") % {"count": MAX_TAGS}, field="tags")
    for slug, name in words.items():
        if not slug or len(slug) > MAX_TAG or len(name) > MAX_TAG:
            message = _("“%(name)s” cannot be a tag: use letters and digits, %(count)d at most.")
            raise Invalid("TAGS", message % {"name": name[:MAX_TAG], "count": MAX_TAG}, field="tags")
    build.tags.set([_tag(slug, name) for slug, name in sorted(words.items())])


def _tag(slug: str, name: str) -> Tag:
    tag = Tag.objects.filter(slug=slug).first() or Tag.objects.filter(name=name).first()
    return tag or Tag.objects.get_or_create(slug=slug, defaults={"name": name})[0]
