"""The report as JSON: what programs read at report.json."""

from typing import Any

from django.urls import reverse

from builds.models import Revision
from builds.selectors import Report, ReportItem
from web.present.rules import BY_CODE


def report_json(revision: Revision, report: Report, *, root: str) -> dict[str, Any]:
    """The report; `root` is the site's address, with a slash at its end."""
    return {
        "build": revision.build.slug,
        "revision": revision.number,
        "state": revision.state,
        "counts": dict(report.counts),
        "items": [_item(item, root) for item in report.items],
    }


def _item(item: ReportItem, root: str) -> dict[str, Any]:
    rule = BY_CODE.get(item.code)
    return {
        "kind": item.kind,
        "code": item.code,
        "state": item.state,
        "message": item.message,
        "file": item.file,
        "line": item.line,
        "hint": item.hint,
        "count": item.count,
        "references": list(item.references),
        "rule": f"{root.rstrip('/')}{reverse('web:how')}#rule-{rule.anchor}" if rule else None,
        "lot": item.lot and {"position": item.lot.position, "quantity": item.lot.quantity},
        "candidates": [
            {
                "part": one.part_id,
                "number": one.number,
                "name": one.name,
                "confidence": float(one.confidence),
                "reason": one.reason,
            }
            for one in item.candidates
        ],
        "settlement": item.settlement
        and {
            "what": item.settlement.what,
            "part": item.settlement.part_id,
            "colour": item.settlement.colour_id,
            "made_at": item.settlement.made_at.isoformat(),
        },
    }
