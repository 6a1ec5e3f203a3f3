"""Jinja environments in which no template can forget to escape.

Every value that a template prints passes the environment's `finalize`; only what our own helpers made
(`NoEscape`, Jinja's markup, `Plain`) goes through as it is. An undefined name and a None are errors:
neither is ever printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from synth.report import latex, markdown
from synth.report.links import safe_url
from synth.report.phrases import capital, count_of
from synth.resources import template_dir
from synth.text import clean_line

__all__ = ["FONTS_HERE", "render_html", "render_latex", "render_markdown"]

FONTS_HERE = "%% fonts of the scripts used below"
"""Line of a LaTeX template that gives way to `latex.font_setup`."""


def render_latex(name: str, values: Mapping[str, Any]) -> str:
    """Return a LaTeX document; blocks are <% %>, values << >>, comments <# #>."""
    environment = _environment(
        latex.escape,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
    environment.globals.update(
        docinfo=latex.docinfo,
        href=latex.href,
        marked=latex.marked,
        pointer=latex.pointer,
        pointers=latex.pointers,
        target=latex.target,
    )
    document = environment.get_template(name).render(values)
    return document.replace(FONTS_HERE, latex.font_setup(document), 1)


def render_html(name: str, values: Mapping[str, Any]) -> str:
    """Return an HTML page; values are escaped, and hidden characters dropped."""
    environment = _environment(_without_hidden, autoescape=True)
    environment.filters["url"] = _web_address
    return environment.get_template(name).render(values)


def render_markdown(name: str, values: Mapping[str, Any]) -> str:
    """Return a Markdown document in which values are text and nothing else."""
    environment = _environment(markdown.escape)
    environment.globals.update(link=markdown.link, marked=markdown.marked, pointers=markdown.pointers)
    return environment.get_template(name).render(values)


def _environment(escape: Callable[[str], str], **options: Any) -> Environment:
    def finalize(value: Any) -> Any:
        if value is None:
            raise TypeError("a template prints None")
        return escape(value) if isinstance(value, str) else value

    environment = Environment(
        loader=FileSystemLoader(_folder()),
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **options,
    )
    environment.globals.update(capital=capital, count_of=count_of)
    return environment


def _folder() -> Path:
    return template_dir()


def _without_hidden(value: str) -> str:
    # Markup of ours (a macro's output, a style sheet) keeps its lines; a value becomes one line.
    return value if hasattr(value, "__html__") else clean_line(value)


def _web_address(url: str) -> str:
    # What is no web address leads nowhere, rather than to a script.
    return safe_url(url) or "#"
