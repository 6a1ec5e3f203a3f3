"""Every error that Synth raises on purpose.

SynthError                      1  base; by itself a defect of ours
├── UsageError                  2  the call is wrong: a flag, a value, a combination
├── PrerequisiteError           3  something to install or to set up
│   └── StoreError              3  the store can't be opened or written (newer, read-only, full)
├── SourceError                 4  a database or a document server
│   ├── SourceUnavailable       4  out of reach, refusing, or answering rubbish, after retries
│   └── DocumentRejected        4  what came is not the document (HTML for a PDF, truncated)
├── NothingFound                5  the search was answered, and nothing fits
│   └── PaperNotFound           5  an id that does not exist
├── UnreadableInput             6  a file of the user's can't be read
│   └── UnreadablePaper         6  a PDF or LaTeX source can't be read; `reason` says why
├── InvalidRecord               1  a record breaks an invariant of `types`
└── RenderError                 1  a report could not be typeset

The number is the exit code. Outside exceptions are translated into one of these
at the edge file that imports the outside library.
"""

from __future__ import annotations

__all__ = [
    "DocumentRejected",
    "InvalidRecord",
    "NothingFound",
    "PaperNotFound",
    "PrerequisiteError",
    "RenderError",
    "SourceError",
    "SourceUnavailable",
    "StoreError",
    "SynthError",
    "UnreadableInput",
    "UnreadablePaper",
    "UsageError",
]


class SynthError(Exception):
    """Something went wrong that we can explain.

    Args:
        message: What was wrong, with the offending value.
        advice: What would be right, and the next command; may be empty.
    """

    exit_code = 1
    retryable = False

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions with keyword-only fields don't pickle by default, and reader processes send them.
        return (_rebuild, (type(self), dict(self.__dict__)))

    def __str__(self) -> str:
        return self.message


def _rebuild(kind: type[SynthError], state: dict[str, object]) -> SynthError:
    error = kind.__new__(kind)
    Exception.__init__(error, state.get("message", ""))
    error.__dict__.update(state)
    return error


class UsageError(SynthError):
    """The call is wrong: an unknown value, an impossible combination."""

    exit_code = 2


class PrerequisiteError(SynthError):
    """Something has to be installed or set up first; `advice` says what and how."""

    exit_code = 3


class StoreError(PrerequisiteError):
    """The store or a run folder can't be opened or written."""


class SourceError(SynthError):
    """A database or a document server did not give what was asked."""

    exit_code = 4

    def __init__(self, message: str, *, advice: str = "", url: str = "", status: int | None = None) -> None:
        super().__init__(message, advice=advice)
        self.url = url
        self.status = status


class SourceUnavailable(SourceError):
    """A source is out of reach, refuses, or answers rubbish, and retries did not help."""

    retryable = True


class DocumentRejected(SourceError):
    """What the server sent is not the document that was asked for."""

    retryable = True


class NothingFound(SynthError):
    """The search was answered, and nothing fits the question."""

    exit_code = 5


class PaperNotFound(NothingFound):
    """A well-formed identifier that its database does not know."""


class UnreadableInput(SynthError):
    """A file that the user named can't be read as what it claims to be."""

    exit_code = 6


class UnreadablePaper(UnreadableInput):
    """A paper's file can't be read.

    Args:
        message: What was wrong.
        reason: One of `UnreadablePaper.REASONS`, for the flow and for `Verdict.unjudged`.
        advice: What to do about it.
    """

    REASONS = (
        "encrypted",
        "scanned",
        "truncated",
        "empty",
        "not_a_paper",
        "too_large",
        "too_slow",
        "too_much_memory",
        "crashed",
        "unsafe_archive",
        "missing",
    )

    def __init__(self, message: str, *, reason: str, advice: str = "") -> None:
        super().__init__(message, advice=advice)
        if reason not in self.REASONS:
            raise ValueError(f"unknown reason {reason!r}; one of {', '.join(self.REASONS)}")
        self.reason = reason


class InvalidRecord(SynthError):
    """A record breaks an invariant of `synth.types`: a defect of ours."""


class RenderError(SynthError):
    """A report could not be typeset; `log` holds the end of the engine's own words."""

    def __init__(self, message: str, *, advice: str = "", log: str = "") -> None:
        super().__init__(message, advice=advice)
        self.log = log
