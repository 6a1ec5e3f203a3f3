"""The documents say what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from synth.errors import SynthError

ROOT = Path(__file__).parent.parent


def all_errors(kind: type[SynthError] = SynthError) -> list[type[SynthError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in all_errors(child))]


def test_every_reason_code_is_explained() -> None:
    from synth.verdicts.reasons import REASONS

    page = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    labels = {"supported", "refuted", "not_found", "unjudged"}
    lacking = [f"| `{code}` | {meaning} |" for code, meaning in REASONS.items() if code not in explained]
    assert lacking == [], "add these rows to docs/verdicts.md"
    assert explained - labels <= set(REASONS)


def test_every_exit_code_is_explained() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    explained = {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    assert {error.exit_code for error in all_errors()} <= explained


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/*.md")), ids=lambda path: path.name)
def test_links_and_commands_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [t for t in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in t]
    lost = [target for target in targets if not (page.parent / target).exists()]
    scripts = re.findall(r"python (\S+\.py)", text)
    lost += [script for script in scripts if not (ROOT / script).is_file()]
    assert lost == []


def test_changelog_keeps_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)
    assert heads[0] == "Unreleased"
    kinds = set(re.findall(r"^### (.+)", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_readme_names_every_command_and_no_other() -> None:
    from synth.cli import app

    commands = {
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    }
    table = re.findall(r"^\| `synth .*", README, re.MULTILINE)
    assert {name for row in table for name in re.findall(r"`synth (\w+)", row)} == commands


def test_readme_shows_the_verdicts_that_its_example_gives(synth, tmp_path: Path) -> None:
    claims = re.search(r"<<'END'\n(.+?)END\n", README, re.DOTALL)
    shown = re.search(r"synth check claims\.jsonl\n```\n+```text\n(.+?)```", README, re.DOTALL)
    assert claims is not None
    assert shown is not None
    (tmp_path / "claims.jsonl").write_text(claims[1], encoding="utf-8")
    ended = synth("check", str(tmp_path / "claims.jsonl"), "--quiet")
    assert ended.code == 0, ended.err
    heads = [line.split(" (")[0] for line in ended.out.splitlines() if re.match(r"[✓✗∅?] ", line)]
    assert heads == [line.split(" (")[0] for line in shown[1].splitlines() if re.match(r"[✓✗∅?] ", line)]


def test_readme_files_are_there() -> None:
    for name in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / name).exists(), name
    assert (ROOT / "install.sh").stat().st_mode & 0o111
