import pytest

from brickcore.programs.electric import Electric, Lot, electric_of, role_of


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Motor, NXT", "motor"),
        ("Electric Mindstorms EV3 Large Motor", "motor"),
        ("Electric Technic Micromotor (Complete)", "motor"),
        ("Electric Powered Up Medium Angular Motor with Medium Azure Back and Hub with Coiled Cable", "motor"),
        ("Sensor, Colour, NXT 2.0", "sensor"),
        ("Electric Brick  2 x  4 Sensor Touch with Short Cable, Black Contact Brick", "sensor"),
        ("Hub, NXT Brick with Dark Bluish Gray Base [Complete Assembly]", "hub"),
        ("Electric Mindstorms EV3 with Rechargeable Battery", "hub"),
        ("Electric Powered Up 6 Port Hub with Yellow Bottom", "hub"),
        ("Powered Up Large Angular Motor, medium azure back, cable", "motor"),
        ("Mindstorms NXT Touch Sensor (Button Not Pressed)", "sensor"),
        ("Mindstorms NXT Colour Sensor / Colour Lamp", "sensor"),
        ("Powered Up Hub", "hub"),
        ("Mindstorms NXT, rechargeable battery", "hub"),
        ("Motor Cover, 9V Micromotor 2 x 2", None),
        ("Motor Element, Subpart of LDD Large Motor 99499", None),
        ("Pullback Motor 6 x 3 x 5", None),
        ("Technic Wheel Hub 3 Pin", None),
        ("Sticker Mindstorms EV3 #5 for Panel Smooth Medium", None),
        ("~Electric Mindstorms NXT Motor Casing Right", None),
        ("Electric Mindstorms EV3 Cable 35 cm", None),
        ("Electric Mindstorms EV3 Touch Sensor Body Assembly", None),
        ("Electric Brick  2 x  4 Sensor Touch - Body Assembly", None),
        ("Cable, Connector, 25cm for EV3", None),
        ("EV3 Cable 35 cm", None),
        ("Mindstorms EV3 IR-Beacon / Remote Handset", None),
        ("Power Functions Light, cable vertical", None),
        ("Powered Up Motor Cover", None),
        ("Battery Pack, Rechargeable, for Small SPIKE Hub", None),
        ("Spiked Wheel Hub", None),
    ],
)
def test_whole_electric_parts_are_told_from_their_pieces(name: str, role: str | None) -> None:
    assert role_of(name, "53787") == role


def test_a_part_without_a_name_is_told_by_its_number() -> None:
    assert [role_of("", number) for number in ("53787", "54696p01c01", "3001", "x53787", "")] == [
        "motor", "motor", None, None, None,
    ]  # fmt: skip


def test_a_bill_is_summed() -> None:
    lots = [Lot("Motor, NXT", "53787", 2), Lot("", "53787", 1), Lot("Brick 2 x 4", "3001", 9), Lot("", "53788", 1)]
    assert electric_of(lots) == Electric(motors=3, sensors=0, hubs=1)
