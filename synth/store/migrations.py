"""The store's layout, as numbered steps that are applied once each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["STEPS"]


def m001_results(db: Any) -> None:
    """Results of stages, found by the content id of what they were made from."""
    db["results"].create(
        {"key": str, "stage": str, "payload": bytes, "digest": str, "created": str},
        pk="key",
        not_null={"stage", "payload", "digest", "created"},
    )


def m002_vectors(db: Any) -> None:
    """Vectors by model and text; several texts never share a row by accident of an id."""
    db["vectors"].create(
        {"model": str, "text_hash": str, "vector": bytes}, pk=("model", "text_hash"), not_null={"vector"}
    )


def m003_runs(db: Any) -> None:
    """Runs with the folder that holds their report."""
    db["runs"].create(
        {
            "id": str,
            "question": str,
            "sources": str,
            "folder": str,
            "state": str,
            "created": str,
            "updated": str,
        },
        pk="id",
        not_null={"question", "sources", "folder", "state", "created", "updated"},
    )


def m004_states(db: Any) -> None:
    """States of a run, numbered from 1, and when its sources were last asked."""
    # A process may be killed between the two changes, and begins with the first again.
    if "checked" not in db["runs"].columns_dict:
        db["runs"].add_column("checked", str, not_null_default="")
    db["states"].create(
        {"run_id": str, "number": int, "key": str, "created": str},
        pk=("run_id", "number"),
        not_null={"key", "created"},
        if_not_exists=True,
    )


STEPS: tuple[Callable[[Any], None], ...] = (m001_results, m002_vectors, m003_runs, m004_states)
"""In order; a step that has been released is never edited."""
