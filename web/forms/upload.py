"""A model, a parts list or a mesh on its way in."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from builds.models import Licence
from common.files import MAX_SIZE
from common.files.content import too_large
from web.forms.build import LICENCES
from web.forms.fields import SiteForm
from web.present.formats import endings_read


class FileForm(SiteForm):
    """The file alone, with the errors that can be told without reading it."""

    file = forms.FileField(
        label=_("Model, parts list or mesh"),
        allow_empty_file=False,
        widget=forms.FileInput(attrs={"accept": ",".join(endings_read()), "data-drop-input": ""}),
        error_messages={
            "required": _("Choose the file first."),
            "empty": _("The file is empty. Export it again and send that."),
            "missing": _("Choose the file first."),
            "invalid": _("The file did not arrive. Choose it again."),
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is larger than we take, before anything is stored."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_SIZE:
            raise forms.ValidationError(too_large(MAX_SIZE).message)
        return file


class UploadForm(FileForm):
    """A new build, or the zip of a whole one."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        required=False,
        help_text=_("Left empty, the file’s name gives one. You can change it later."),
    )
    licence = forms.ChoiceField(label=_("Licence"), choices=LICENCES.items, initial=Licence.CC_BY_SA)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] += ",.zip"


class RevisionForm(FileForm):
    """A new revision of a build."""

    note = forms.CharField(
        label=_("What changed"), max_length=500, required=False, help_text=_("One line, for the list of revisions.")
    )


class AttachmentForm(SiteForm):
    """A file that goes with a build."""

    file = forms.FileField(
        label=_("Program, picture or document"),
        help_text=_(
            "Programs: .ev3, .lms, .llsp3, .rbt, .py, .nxc, .ino. Pictures: .png, .jpg, .webp, .gif. "
            "Documents: .pdf, .md, .txt."
        ),
        error_messages={"required": _("Choose a file first."), "empty": _("The file is empty.")},
    )
