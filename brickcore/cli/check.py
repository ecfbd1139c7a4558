"""`python -m brickcore check`: what an upload of a file would come to, found out within the limits of an upload."""

import argparse
import json
from typing import Any

from brickcore.child import ChildResult, module_command, run_limited
from brickcore.cli.asked import asked
from brickcore.cli.beside import check_going_along, check_whole_build, goes_along, is_whole_build
from brickcore.cli.given import add_file, given_name, parts_in_lots, plain, read_file, say_error, to_json
from brickcore.errors import BrickError

OUTCOMES = {"accepted": 0, "rejected": 2, "warning": 3}
_ENDED = {
    "memory": "Reading {name} takes more than 1 GB of memory.",
    "cpu": "Reading {name} takes more than 30 seconds.",
    "wall": "Reading {name} takes too long.",
}
_SPLIT = "Split the model, and upload each part of it as a build of its own."


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Tell the command line what `check` takes."""
    parser = subparsers.add_parser("check", help="tell whether a file would be accepted as an upload")
    add_file(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the outcome; 0 accepted, 3 accepted with warnings, 2 rejected."""
    name = given_name(args)
    try:
        read_file(args.file, name)
    except BrickError as error:
        if error.code == "FILE_TOO_LARGE" and is_whole_build(args.file):  # of many files, each of which has its limit
            return _say(judge_other(*check_whole_build(args.file, name), name), as_json=args.json)
        if not args.json:
            return say_error(error, as_json=False)
        return _say(_rejected(error.message, error.hint), as_json=True)
    return _say(_outcome(args, name), as_json=args.json)


def _outcome(args: argparse.Namespace, name: str) -> dict[str, Any]:
    """What becomes of a file that can be read: a build, or what goes with one."""
    if is_whole_build(args.file):
        return judge_other(*check_whole_build(args.file, name), name)
    result = _count_in_child(args, name)
    if goes_along(name) and _is_no_model(result):
        return judge_other(*check_going_along(args.file, name), name)
    return judge(result, name)


def _is_no_model(result: ChildResult) -> bool:
    return result.returncode == OUTCOMES["rejected"] and b'"code": "UNSUPPORTED_FORMAT"' in result.stdout[:200]


def _count_in_child(args: argparse.Namespace, name: str) -> ChildResult:
    """Count the file in a process of its own, as the worker does."""
    command = [*module_command("brickcore.cli"), "bom", "--json", f"--name={name}"]
    if args.library is not None:
        command += ["--library", str(args.library)]
    mapping = asked(args).ldd_mapping  # the child gets no environment but what it cannot do without
    if mapping is not None:
        command += ["--mapping", str(mapping)]
    return run_limited([*command, "--", str(args.file)])


def judge(result: ChildResult, name: str) -> dict[str, Any]:
    """The outcome that a counting process stands for."""
    if result.reason is not None:
        return _ended(result.reason, name)
    try:
        said = json.loads(result.stdout)
    except ValueError:
        return _broke(name)
    if "error" in said:
        return _rejected(said["error"]["message"], said["error"].get("hint", ""))
    warnings = [notice for notice in said["warnings"] if notice["severity"] == "warning"]
    parts = f"{said['parts']:,} {parts_in_lots(said['parts'], len(said['lots']))}"
    if not warnings:
        return {"outcome": "accepted", "message": f"{name} is read: {parts}.", "parts": said["parts"], "warnings": []}
    first = warnings[0]["message"]
    return {
        "outcome": "warning",
        "message": f"{name} is read: {parts}. {first}",
        "parts": said["parts"],
        "warnings": warnings,
    }


def judge_other(result: ChildResult, found: dict[str, Any], name: str) -> dict[str, Any]:
    """The outcome of looking into a file that has no parts to count."""
    if result.reason is not None:
        return _ended(result.reason, name)
    if "code" in found:
        return _rejected(found["message"], found.get("hint", ""))
    if "message" not in found:
        return _broke(name)
    if "untold" in found:
        message = f"{found['message']} {found['untold']['message']}"
        warning = {"severity": "warning", **found["untold"]}
        return {"outcome": "warning", "message": message, "parts": 0, "warnings": [warning]}
    return {"outcome": "accepted", "message": found["message"], "parts": 0, "warnings": []}


def _ended(reason: str, name: str) -> dict[str, Any]:
    return _rejected(_ENDED.get(reason, "Reading {name} was ended from outside.").format(name=name), _SPLIT)


def _broke(name: str) -> dict[str, Any]:
    return _rejected(f"{name} could not be read: something of ours broke.", "Tell us, and send the file along.")


def _rejected(message: str, hint: str) -> dict[str, Any]:
    return {"outcome": "rejected", "message": f"{message} {hint}".strip(), "parts": 0, "warnings": []}


def _say(facts: dict[str, Any], *, as_json: bool) -> int:
    print(to_json(facts) if as_json else plain(facts["message"]))
    return OUTCOMES[facts["outcome"]]
