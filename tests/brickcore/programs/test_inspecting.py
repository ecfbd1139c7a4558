import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from brickcore.errors import BrickError
from brickcore.programs import Device, Member, Program, inspect, projects

BLOCKS = """<SourceFile><BlockDiagram>
  <ConfigurableMethodCall Target="MediumMotorUnlimited\\.vix">
    <ConfigurableMethodTerminal ConfiguredValue="1.A"><Terminal Id="MotorPort"/></ConfigurableMethodTerminal>
    <ConfigurableMethodTerminal ConfiguredValue="1.5"><Terminal Id="Speed"/></ConfigurableMethodTerminal>
  </ConfigurableMethodCall>
  <ConfigurableMethodCall Target="MoveTank\\.vix">
    <ConfigurableMethodTerminal ConfiguredValue="1.B+C"><Terminal Id="Ports"/></ConfigurableMethodTerminal>
  </ConfigurableMethodCall>
  <ConfigurableMethodCall Target="RotationReset\\.vix">
    <ConfigurableMethodTerminal ConfiguredValue="1.B"><Terminal Id="MotorPort"/></ConfigurableMethodTerminal>
  </ConfigurableMethodCall>
  <ConfigurableWaitFor Target="TouchCompare\\.vix">
    <ConfigurableMethodTerminal ConfiguredValue="1.4"><Terminal Id="Port"/></ConfigurableMethodTerminal>
  </ConfigurableWaitFor></BlockDiagram></SourceFile>"""


def packed(**files: str | bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as out:
        for name, data in files.items():
            out.writestr(name, data)
    return made.getvalue()


def test_a_projects_programs_are_read_up_to_a_budget_of_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    other = BLOCKS.replace("1.A", "1.D")
    files = {"Main.ev3p": BLOCKS, "Big.ev3p": other + " " * 900, "Small.ev3p": other}
    monkeypatch.setattr(projects, "MOST_PROGRAMS", len(BLOCKS) + len(other) + 100)
    found = inspect(packed(**files), "scout.ev3")
    assert len(found.members) == 3
    assert {one.port for one in found.devices} == {"A", "B", "C", "D", "4"}
    monkeypatch.setattr(projects, "MOST_PROGRAMS", len(BLOCKS) + 100)
    found = inspect(packed(**files), "scout.ev3")
    assert {one.port for one in found.devices} == {"A", "B", "C", "4"}
    assert found.untold == (
        "What it plugs in is not all told: Big.ev3p is beyond what is looked into. 1 more file is not told either."
    )


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"Main.ev3p": '<!DOCTYPE a [<!ENTITY b "c">]>' + BLOCKS}, "Main.ev3p declares entities"),
        ({"Main.ev3p": BLOCKS[:-9]}, "Main.ev3p is not whole XML"),
        ({"scratch.sb3": "PK but no zip"}, "scratch.sb3 is no whole zip file"),
    ],
)
def test_what_nobody_looked_into_is_said(files: dict[str, str | bytes], words: str) -> None:
    found = inspect(packed(**files), "scout.ev3")
    assert found.untold.startswith("What it plugs in is not all told: ")
    assert words in found.untold
    assert len(found.members) == 1


def test_sensors_of_word_blocks_are_told_by_their_menus_alone() -> None:
    menus = {
        "flippersensors_color-sensor-selector": "E", "flippersensors_force-sensor-selector": "A",
        "flippersensors_distance-sensor-selector": "F", "flippermotor_single-motor-selector": "B",
        "flippersensors_color-selector": "9", "flipperdisplay_custom-matrix": "A",
    }  # fmt: skip
    blocks = {key: {"opcode": key, "fields": {f"field_{key}": [told, None]}} for key, told in menus.items()}
    inner = packed(**{"project.json": json.dumps({"targets": [{"blocks": blocks}]})})
    assert devices(inspect(packed(**{"scratch.sb3": inner}), "a.llsp3")) == [
        ("A", "force sensor"), ("B", "motor"), ("E", "colour sensor"), ("F", "distance sensor"),
    ]  # fmt: skip


def test_nxc_names_its_ports() -> None:
    text = """task main() { // OnFwd(OUT_A, 9);
      OnFwd(OUT_BC, 75); SetSensorTouch(IN_1); SetSensorType(IN_2, SENSOR_TYPE_LIGHT_ACTIVE);
      SetSensor(S3, SENSOR_SOUND); if (SensorUS(IN_4) < 20) Off(OUT_BC); /* SetSensorTouch(IN_4) */ }"""
    assert devices(inspect(text.encode(), "rover.nxc")) == [
        ("1", "touch sensor"), ("2", "light sensor"), ("3", "sound sensor"), ("4", "device"),
        ("B", "motor"), ("C", "motor"),
    ]  # fmt: skip


def devices(program: Program) -> list[tuple[str, str]]:
    return [(one.port, one.role) for one in program.devices]


def test_an_ev3_project_tells_its_files_and_ports() -> None:
    found = inspect(packed(**{"Main.ev3p": BLOCKS, "___ProjectTitle": "Scout"}), "scout.ev3")
    assert (found.kind, found.title) == ("ev3", "Scout")
    assert found.members == (Member("Main.ev3p", len(BLOCKS)), Member("___ProjectTitle", 5))
    assert devices(found) == [
        ("4", "touch sensor"), ("A", "medium motor"), ("B", "large motor"), ("C", "large motor"),
    ]  # fmt: skip
    assert [one.port for one in found.devices if one.is_motor] == ["A", "B", "C"]


def test_word_blocks_tell_ports_in_their_menus() -> None:
    blocks: dict[str, object] = {
        "a": {"opcode": "flippermotor_multiple-port-selector", "fields": {"field_port": ["AB", None]}},
        "b": {"opcode": "flippersensors_color-sensor-selector", "fields": {"field_port": ["E", None]}},
        "c": {"opcode": "control_repeat", "fields": {"TIMES": ["C", None]}},
        "d": ["not", "a", "block"],
    }
    inner: str | bytes = packed(**{"project.json": json.dumps({"targets": [{"blocks": blocks}]})})
    files: dict[str, str | bytes] = {"manifest.json": '{"name": "Walker"}', "scratch.sb3": inner}
    found = inspect(packed(**files), "walker.lms")
    assert (found.kind, found.title) == ("mindstorms", "Walker")
    assert devices(found) == [("A", "motor"), ("B", "motor"), ("E", "colour sensor")]


def test_a_python_project_shows_its_text() -> None:
    text = 'from mindstorms import Motor, MotorPair\narm = Motor("C")\ndrive = MotorPair("A", \'B\')\n# Motor("F")\n'
    found = inspect(packed(**{"projectbody.json": json.dumps({"program": text})}), "radar.lms")
    assert (found.text, found.language) == (text, "python")
    assert devices(found) == [("A", "motor"), ("B", "motor"), ("C", "motor")]


def test_pybricks_and_spike_3_name_ports_each_in_its_way() -> None:
    text = "eye = ColorSensor(Port.S1)\nleft = Motor(Port.B)\nmotor.run(port.D, 90)\n"
    text += "force_sensor.force(port.E)\nx = hub.port.F\n"
    assert devices(inspect(text.encode(), "a.py")) == [
        ("1", "colour sensor"), ("B", "motor"), ("D", "motor"), ("E", "force sensor"), ("F", "device"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"""Motor(Port.D)"""\nx = "Motor(Port.C)"\narm = Motor(\n    Port.B,\n    Direction.CLOCKWISE,\n)',
         {"B": "motor"}),
        ("LEFT = Port.A\nRIGHT = LEFT\nclass R:\n    EYE: Port = Port.E\n    def __init__(self):\n"
         "        self.a = Motor(port=RIGHT)\n        self.b = ColorSensor(self.EYE)",
         {"A": "motor", "E": "colour sensor"}),
        ("m = LargeMotor(OUTPUT_A)\nt = MoveTank(ev3dev2.motor.OUTPUT_B, OUTPUT_C)\ns = TouchSensor(INPUT_1)\n"
         "w = MediumMotor(OUTPUT_D)", {"A": "large motor", "B": "large motor", "C": "large motor", "D": "medium motor",
                                      "1": "touch sensor"}),
        ("motor_pair.pair(motor_pair.PAIR_1, port.C, port.E)\nif color_sensor.color(port.F) is color.RED: pass",
         {"C": "motor", "E": "motor", "F": "colour sensor"}),
        ("roll = hub.port.D\nroll.motor.get()\nhub.port.A.motor.pwm(5)\nspin(hub.port.B)\nPort.Z\nx = Port.C.D",
         {"A": "motor", "B": "device", "C": "device", "D": "motor"}),
        ("a = b\nb = a\nMotor(a)\nMotor('Q')\nMotor(*x)\nMotor()", {}),
        ("print 'two'\nm = Motor(Port.A)", {"A": "motor"}),
        ("(" * 5000 + "\nm = Motor(Port.A)", {"A": "motor"}),
        ("x = " + "-" * 100_000 + "1\nm = Motor(Port.A)", {"A": "motor"}),
    ],
)  # fmt: skip
def test_python_is_told_by_its_syntax_and_else_by_its_words(text: str, told: dict[str, str]) -> None:
    assert dict(devices(inspect(text.encode(), "a.py"))) == told


@pytest.mark.parametrize(
    ("name", "start"), [("a.pdf", b"%PDF-1.7"), ("a.rbt", b"RSRC\r\n"), ("a.png", b"\x89PNG\r\n\x1a\n")]
)
def test_what_cannot_be_looked_into_is_known_by_its_start(name: str, start: bytes) -> None:
    assert inspect(start + b"rest", name).devices == ()
    with pytest.raises(BrickError) as refused:
        inspect(b"MZ\x90", name)
    assert refused.value.code == "NOT_ITS_KIND"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"MZ", "a.exe", "UNKNOWN_KIND"),
        (b"a\0b", "a.py", "NOT_TEXT"),
        (b"not a zip", "a.ev3", "BROKEN_ARCHIVE"),
        (packed(**{"../up": b""}), "a.llsp3", "HOSTILE_ARCHIVE"),
        (bytes((20 << 20) + 1), "a.png", "FILE_TOO_LARGE"),
    ],
)
def test_what_does_not_go_with_a_build_is_refused(data: bytes, name: str, code: str) -> None:
    with pytest.raises(BrickError) as refused:
        inspect(data, name)
    assert (refused.value.code, bool(refused.value.hint)) == (code, True)


@pytest.mark.parametrize(
    "files",
    [
        {"Main.ev3p": "<not closed"},
        {"Main.ev3p": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'},
        {"projectbody.json": "[" * 100_000},
        {"scratch.sb3": "no zip", "manifest.json": "7"},
        {
            "scratch.sb3": packed(
                **{"project.json": '{"targets": [7, {"blocks": [1]}, {"blocks": {"a": {"fields": 3}}}]}'}
            )
        },
    ],
)
def test_a_project_that_does_not_fit_together_is_kept_and_listed(files: dict[str, str | bytes]) -> None:
    found = inspect(packed(**files), "a.ev3")
    assert (len(found.members), found.devices) == (len(files), ())


def test_text_of_older_editors_is_read_with_its_letters() -> None:
    assert inspect("// größer\r\ntask main() {}\r".encode("cp1252"), "a.nxc").text == "// größer\ntask main() {}\n"
    assert inspect(b"\xef\xbb\xbfx = 1", "a.py").text == "x = 1"


def test_a_packed_nxt_program_lists_its_files() -> None:
    assert inspect(packed(**{"Main.rbt": b"RSRC"}), "a.rbtx").members == (Member("Main.rbt", 4),)


@pytest.mark.shared
def test_every_shared_program_is_looked_into(shared: Path) -> None:
    found = {path.name: inspect(path.read_bytes(), path.name) for path in sorted((shared / "programs").iterdir())}
    assert len(found) == 23
    assert Device("A", "medium motor") in found["melodymak3v2.ev3"].devices
    assert devices(found["radarcar.lms"]) == [("A", "motor"), ("B", "motor"), ("C", "motor"), ("F", "distance sensor")]
