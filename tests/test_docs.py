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
