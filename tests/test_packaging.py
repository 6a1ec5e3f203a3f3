"""What is installed, and what the install script does on machines that we don't have here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHELL = shutil.which("sh") or "/bin/sh"


# --------------------------------------------------------------------------- the wheel


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    assert wheel.stat().st_size < 40 * 2**20  # of which the entailment model is 22
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_templates_and_demo_reach_the_wheel(wheel_names: set[str]) -> None:
    for folder, inside in (("templates", "synth/_templates"), ("data/demo", "synth/_data/demo")):
        ours = [p for p in (ROOT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts]
        assert ours
        lost = [p for p in ours if f"{inside}/{p.relative_to(ROOT / folder).as_posix()}" not in wheel_names]
        assert not lost


def test_every_module_reaches_the_wheel(wheel_names: set[str]) -> None:
    ours = {p.relative_to(ROOT).as_posix() for p in (ROOT / "synth").rglob("*.py")}
    assert ours <= wheel_names
    assert "synth/py.typed" in wheel_names


def test_models_and_coefficients_reach_the_wheel(wheel_names: set[str]) -> None:
    assert "synth/verdicts/models/entailment.onnx" in wheel_names
    assert {"synth/verdicts/coefficients.json", "synth/verdicts/text_coefficients.json"} <= wheel_names


def test_nothing_else_reaches_the_wheel(wheel_names: set[str]) -> None:
    tops = {name.split("/")[0] for name in wheel_names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"synth"}
    assert not [name for name in wheel_names if "__pycache__" in name]


def test_the_command_reaches_the_wheel(wheel_names: set[str]) -> None:
    assert any(name.endswith("entry_points.txt") for name in wheel_names)
    assert any(name.endswith("licenses/LICENSE") for name in wheel_names)


# --------------------------------------------------------------------------- the install script

# Stands in for Python wherever the script calls it: it notes its arguments and answers as told.
STUB = """#!/bin/sh
echo "$*" >> "$STUB_LOG"
case "$*" in
    *-venv*) echo python3.12-venv ;;
    *version_info*) [ "$STUB_PYTHON" = good ] ;;
    *ensurepip*) [ "$STUB_VENV" != missing ] ;;
    --version) echo "Python 3.12.3" ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    *'m.version("torch")'*) exit 1 ;;
    "- http"*) [ "$STUB_INDEX" = reachable ] ;;
    *--dry-run*) printf '%s' "$STUB_REPORT" ;;
    *metadata*) exec "$REAL_PYTHON" "$@" ;;
    *" -e "*) printf '#!/bin/sh\\nmkdir -p demo-report; echo >demo-report/report.html\\n' >.venv/bin/synth
        chmod +x .venv/bin/synth ;;
esac
"""
TOOLS = "sh cat rm cp mkdir mktemp date tail sed dirname cksum grep chmod id pwd".split()
ONLY_TORCH = '{"install": [{"metadata": {"name": "torch"}}]}'
WITH_CUDA = '{"install": [{"metadata": {"name": "torch"}}, {"metadata": {"name": "nvidia-cublas-cu12"}}]}'


class Machine:
    """A folder that passes for a machine: its PATH holds the basic tools and stubs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        self.home = folder / "synth"
        self.bin.mkdir()
        self.home.mkdir()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
        shutil.copy(ROOT / "install.sh", self.home)
        shutil.copy(ROOT / "pyproject.toml", self.home)
        self.log = folder / "calls.log"
        self.log.touch()

    def add(self, name: str, text: str) -> None:
        path = self.bin / name
        path.write_text(text)
        path.chmod(0o755)

    def install(self, *flags: str, **told: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": str(self.bin),
            "TMPDIR": str(self.folder),
            "STUB_LOG": str(self.log),
            "STUB_PYTHON": "good",
            "STUB_REPORT": ONLY_TORCH,
            "REAL_PYTHON": sys.executable,
            **told,
        }
        command = [SHELL, str(self.home / "install.sh"), *flags]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    def pip_calls(self) -> list[str]:
        lines = self.log.read_text().splitlines()
        return [line for line in lines if " install " in line and "--dry-run" not in line]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    if os.name != "posix":
        pytest.skip("install.sh is for POSIX systems")
    made = Machine(tmp_path)
    made.add("python3", STUB)
    return made


def test_torch_comes_first_and_from_its_own_cpu_index(machine: Machine) -> None:
    done = machine.install("--no-tex", STUB_INDEX="reachable")
    assert done.returncode == 0, done.stderr
    torch, synth = machine.pip_calls()
    assert "--index-url https://download.pytorch.org/whl/cpu torch" in torch
    assert "-e .[dev]" in synth
    assert "demo-report/report.html" in done.stdout
    assert ".venv/bin/python -m pytest" in done.stdout


def test_without_the_index_the_named_release_is_taken(machine: Machine) -> None:
    assert machine.install("--no-tex").returncode == 0
    assert machine.pip_calls()[0].endswith("torch==2.13.0")


def test_cuda_never_comes_to_a_machine_without_a_gpu(machine: Machine) -> None:
    done = machine.install("--no-tex", STUB_REPORT=WITH_CUDA)
    assert done.returncode == 3
    assert "CUDA" in done.stderr
    assert "SYNTH_TORCH_INDEX" in done.stderr
    assert machine.pip_calls() == []


def test_a_machine_with_a_gpu_gets_the_usual_torch(machine: Machine) -> None:
    machine.add("nvidia-smi", "#!/bin/sh\necho 'GPU 0: made up'\n")
    assert machine.install("--no-tex", STUB_REPORT=WITH_CUDA).returncode == 0
    assert machine.pip_calls()[0].endswith("install --quiet torch")


def test_a_second_run_installs_nothing(machine: Machine) -> None:
    machine.install("--no-tex")
    before = machine.pip_calls()
    # The stub never has torch; all else must be left alone.
    assert machine.install("--no-tex").returncode == 0
    assert [call for call in machine.pip_calls()[len(before) :] if "torch" not in call] == []


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"STUB_PYTHON": "old"}, "no Python 3.11 to 3.13"),
        ({"STUB_VENV": "missing"}, "no venv module"),
    ],
)
def test_without_python_it_says_what_to_install(machine: Machine, told: dict[str, str], words: str) -> None:
    done = machine.install("--no-tex", **told)
    assert done.returncode == 3
    assert words in done.stderr
    assert "apt-get install python3" in done.stderr


def test_a_failing_step_ends_it_with_the_reason(machine: Machine) -> None:
    text = STUB.replace(
        'echo "$*"', 'case "$*" in *"-e "*) echo "no such index" >&2; exit 1 ;; esac\necho "$*"', 1
    )
    machine.add("python3", text)
    done = machine.install("--no-tex")
    assert done.returncode == 1
    assert "Synth could not be installed" in done.stderr
    assert "no such index" in done.stderr


def test_unknown_options_are_wrong_usage(machine: Machine) -> None:
    done = machine.install("--fast")
    assert done.returncode == 2
    assert "--fast" in done.stderr


def test_the_script_leaves_no_log_behind(machine: Machine) -> None:
    machine.install("--no-tex")
    assert not list(machine.folder.glob("synth-install.*"))


def test_the_script_installs_what_the_report_asks_for() -> None:
    """Cause: three lists of TeX packages had drifted apart, and emoji had no font."""
    from synth.doctor import APT_LINE
    from synth.report.tex_compiler import APT_PACKAGES

    script = (ROOT / "install.sh").read_text(encoding="utf-8").replace("\\\n", "")
    assert all(
        f"{name}" in script.split("TEX_PACKAGES=")[1].split('"')[1].split() for name in APT_PACKAGES.split()
    )
    assert APT_PACKAGES in APT_LINE
