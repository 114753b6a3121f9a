"""Reading the register files: which ones, in which form, in which batches."""

from pathlib import Path

import pytest

from deploy.cli import organisaties


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def test_in_a_folder_only_the_three_registers_are_read(tmp_path: Path) -> None:
    for name in ("waterschappen.csv", "gemeenten_2026.csv", "gr_deelnemers.csv", "lees.md"):
        write(tmp_path, name, "naam\n")
    assert organisaties.files(tmp_path, None) == [
        (tmp_path / "gemeenten_2026.csv", "gemeente"),
        (tmp_path / "waterschappen.csv", "waterschap"),
    ]


def test_a_single_file_may_have_any_name(tmp_path: Path) -> None:
    other = write(tmp_path, "omgevingsdiensten.csv", "naam\n")
    assert organisaties.files(other, None) == [(other, None)]
    assert organisaties.files(other, "rijk") == [(other, "rijk")]
    own = write(tmp_path, "provincies.csv", "naam\n")
    assert organisaties.files(own, None) == [(own, "provincie")]


@pytest.mark.parametrize("what", ["leeg", "er-niet"])
def test_without_a_register_it_says_so(tmp_path: Path, what: str) -> None:
    (tmp_path / "leeg").mkdir()
    with pytest.raises(organisaties.Unreadable, match=what):
        organisaties.files(tmp_path / what, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_the_usual_forms_of_csv_give_the_same_rows(
    tmp_path: Path, encoding: str, line_end: str, delimiter: str
) -> None:
    lines = (["naam", "oin"], ['"Súdwest-Fryslân, gemeente; nieuw"', "1"], ["Kort"])
    text = line_end.join(delimiter.join(line) for line in lines) + line_end
    file = tmp_path / "gemeenten.csv"
    file.write_bytes(text.encode(encoding))
    assert organisaties.read(file) == [
        {"naam": "Súdwest-Fryslân, gemeente; nieuw", "oin": "1"},
        {"naam": "Kort", "oin": ""},
    ]


def test_cells_that_the_api_does_not_take_are_made_fit(tmp_path: Path) -> None:
    file = write(tmp_path, "gemeenten.csv", f"naam,,plaatsen\nA\0B,x,{'p' * 3000}\n")
    assert organisaties.read(file) == [{"naam": "AB", "plaatsen": "p" * 2000}]


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gemeenten.csv"
    file.write_bytes(b"naam\n\xff\xfe\x00")
    with pytest.raises(organisaties.Unreadable, match="UTF-8"):
        organisaties.read(file)
