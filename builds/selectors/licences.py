"""Where each licence is explained to people."""

from builds.models import Licence

DEEDS = {
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC_BY_NC_SA: "https://creativecommons.org/licenses/by-nc-sa/4.0/",
}


def legal_code(licence: str) -> str:
    """Where the whole text of a licence stands."""
    return DEEDS[Licence(licence)] + "legalcode.en"
