"""What people say of a build."""

from django import forms
from django.utils.translation import gettext_lazy as _

from builds.models import Build, Licence
from web.forms.fields import SiteForm

LICENCES = {
    Licence.CC0: _("CC0: no conditions"),
    Licence.CC_BY: _("CC BY: name the author"),
    Licence.CC_BY_SA: _("CC BY-SA: name the author, share remixes alike"),
    Licence.CC_BY_NC: _("CC BY-NC: name the author, nothing for sale"),
    Licence.CC_BY_NC_SA: _("CC BY-NC-SA: name the author, nothing for sale, share remixes alike"),
}


class BuildForm(SiteForm):
    """Title, description, tags, licence."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        error_messages={"required": _("Give the build a title, so that others can find it.")},
    )
    description = forms.CharField(
        label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Markdown: **bold**, *italics*, lists, links. What it does, and what to look out for."),
    )  # fmt: skip
    tags = forms.CharField(
        label=_("Tags"), required=False, help_text=_("Separated by commas, 10 at most: robot, line follower.")
    )
    licence = forms.ChoiceField(label=_("Licence"), choices=LICENCES.items, help_text=_("What others may do with it."))

    def tag_names(self) -> list[str]:
        """The tags as they were typed, apart."""
        return [name.strip() for name in str(self.cleaned_data["tags"]).split(",") if name.strip()]


def initial_of(build: Build) -> dict[str, str]:
    """What the form starts with."""
    return {
        "title": build.title,
        "description": build.description,
        "tags": ", ".join(tag.name for tag in build.tags.all()),
        "licence": build.licence,
    }
