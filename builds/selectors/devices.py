"""What the programs of a build plug in, held against the electric parts that its parts list has."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brickcore.programs.electric import Electric, Lot, electric_of
from builds.models import Attachment, BomLine


@dataclass(frozen=True, slots=True)
class DevicesCheck:
    """Ports as the hub labels them, by what the programs plug into them; `has` is what the parts list has.

    `others` are ports of which no program says what is in them.
    """

    programs: int
    motors: tuple[str, ...]
    sensors: tuple[str, ...]
    others: tuple[str, ...]
    has: Electric

    @property
    def is_enough(self) -> bool:
        """Whether the parts list has as many of each as the programs use, or more."""
        devices = len(self.motors) + len(self.sensors) + len(self.others)
        return (
            len(self.motors) <= self.has.motors
            and len(self.sensors) <= self.has.sensors
            and devices <= self.has.motors + self.has.sensors
        )

    @property
    def message(self) -> str:
        """One sentence: “The program uses ports A, B and C for motors; the parts list has two motors.”"""
        kinds = (
            (self.motors, self.has.motors, _used_by_motors, _motors),
            (self.sensors, self.has.sensors, _used_by_sensors, _sensors),
        )
        told = [kind for kind in kinds if kind[0]]
        uses = [used(ports) for ports, _had, used, _counted in told]
        uses += [_used_by_others(self.others)] if self.others else []
        counted = [(had, words) for _ports, had, _used, words in (kinds if self.others else told)]
        has = [words(had) for had, words in counted]
        sentence = ngettext(
            "The program uses %(uses)s; the parts list has %(has)s.",
            "The programs use %(uses)s; the parts list has %(has)s.",
            self.programs,
        )
        return sentence % {"uses": _listed(uses), "has": _listed(has)}


def devices_check(attachments: Iterable[Attachment], has: Electric) -> DevicesCheck | None:
    """Hold a build's programs against its parts; None where no program says what it plugs in."""
    telling = [found for one in attachments if (found := (one.contents or {}).get("devices"))]
    roles: dict[str, str] = {}
    for device in (one for devices in telling for one in devices):
        is_vague = device["role"] == "device"
        roles[device["port"]] = roles.get(device["port"], "device") if is_vague else device["role"]
    if not roles:
        return None
    by_kind: dict[str, list[str]] = {"motor": [], "sensor": [], "device": []}
    for port, role in sorted(roles.items()):
        by_kind[role.rpartition(" ")[2]].append(port)
    motors, sensors, others = (tuple(ports) for ports in by_kind.values())
    return DevicesCheck(len(telling), motors, sensors, others, has)


def electric_lines(lines: Iterable[BomLine]) -> Electric:
    """The electric parts among lines that are loaded already, with their parts."""
    return electric_of(
        Lot(one.part.name if one.part else one.name, one.part.number if one.part else one.reference, one.quantity)
        for one in lines
    )


def electric_by_revision(ids: Collection[int]) -> dict[int, Electric]:
    """The electric parts of each revision: one query, however many; one without lines is absent."""
    rows = BomLine.objects.filter(revision__in=ids).values_list(
        "revision_id", Coalesce("part__name", "name"), Coalesce("part__number", "reference"), "quantity"
    )
    lots: dict[int, list[Lot]] = {}
    for revision, *lot in rows:
        lots.setdefault(revision, []).append(Lot(*lot))
    return {revision: electric_of(some) for revision, some in lots.items()}


def _used_by_motors(ports: Sequence[str]) -> str:
    return _ports(ports, lambda n: ngettext("port %(ports)s for a motor", "ports %(ports)s for motors", n))


def _used_by_sensors(ports: Sequence[str]) -> str:
    return _ports(ports, lambda n: ngettext("port %(ports)s for a sensor", "ports %(ports)s for sensors", n))


def _used_by_others(ports: Sequence[str]) -> str:
    return _ports(
        ports,
        lambda n: ngettext("port %(ports)s for what it does not name", "ports %(ports)s for what it does not name", n),
    )


def _ports(ports: Sequence[str], words: Callable[[int], str]) -> str:
    return words(len(ports)) % {"ports": _listed(ports)}


def _motors(count: int) -> str:
    return ngettext("%(count)s motor", "%(count)s motors", count) % {"count": _word(count)}


def _sensors(count: int) -> str:
    return ngettext("%(count)s sensor", "%(count)s sensors", count) % {"count": _word(count)}


def _word(count: int) -> str:
    return str(apnumber(count)) if count else _("no")


def _listed(words: Sequence[str]) -> str:
    """Words as people list them: A, B and C."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
