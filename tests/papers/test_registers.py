"""What Crossref and OpenAlex say of a work, and what is made of it when they say nothing that can be read."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.errors import UsageError
from synth.papers.http import Transport
from synth.papers.registers import Crossref, OpenAlex, make_registers, read_dois
from synth.papers.registers.crossref import standing_of_work
from synth.papers.registers.openalex import standing_of_records
from synth.papers.standing import join_registers
from synth.settings import Settings, load_settings
from synth.types import Notice, Standing
from tests.standin.registers import RegisterStandin, Work, crossref_work, openalex_work, update

DOI = "10.5555/moss.1"
NOTICE = "10.5555/moss.1.notice"

Make = Callable[..., Transport]


@pytest.fixture
def crossref() -> Iterator[RegisterStandin]:
    with RegisterStandin("crossref", {DOI: crossref_work(DOI)}) as server:
        yield server


@pytest.fixture
def openalex() -> Iterator[RegisterStandin]:
    with RegisterStandin("openalex", {DOI: openalex_work(DOI)}) as server:
        yield server


def ask_crossref(make_transport: Make, url: str, *dois: str, **changes: object) -> dict[str, Standing]:
    changes = {"register_interval_s": 0.0, **changes}
    transport = make_transport("http://127.0.0.1:9", crossref_url=url, **changes)
    return dict(Crossref(transport.settings, transport).ask(dois or (DOI,)))


def ask_openalex(make_transport: Make, url: str, *dois: str) -> dict[str, Standing]:
    transport = make_transport("http://127.0.0.1:9", openalex_url=url, register_interval_s=0.0)
    return dict(OpenAlex(transport.settings, transport).ask(dois or (DOI,)))


# ------------------------------------------------------------------ DOIs


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (None, ()),
        ("", ()),
        ("10.5555/Moss.1", (DOI,)),
        ("https://doi.org/10.5555/moss.1", (DOI,)),
        ("doi: 10.5555/moss.1.", (DOI,)),
        ("10.5555/moss.1 10.5555/fern.2", (DOI, "10.5555/fern.2")),
        ("10.5555/moss.1; 10.5555/MOSS.1", (DOI,)),
        ("10.48550/arXiv.2101.00001", ()),
        ("see the journal", ()),
        (
            "10.5555/(SICI)1099(199806)11:2<107::AID-X>3.0.CO;2-Y",
            ("10.5555/(sici)1099(199806)11:2<107::aid-x>3.0.co;2-y",),
        ),
    ],
)
def test_dois_as_authors_write_them(field: str | None, expected: tuple[str, ...]) -> None:
    assert read_dois(field) == expected


@given(st.text(max_size=300))
def test_no_field_breaks_the_reading_of_dois(field: str) -> None:
    assert all(doi.startswith("10.") and doi == doi.lower() for doi in read_dois(field))


# ------------------------------------------------------------------ Crossref's records


@pytest.mark.parametrize(
    ("kind", "state", "notice"),
    [
        ("retraction", "withdrawn", "retraction"),
        ("Retraction", "withdrawn", "retraction"),
        ("withdrawal", "withdrawn", "withdrawal"),
        ("removal", "withdrawn", "withdrawal"),
        ("expression_of_concern", "unknown", "concern"),
        ("Expression of concern", "unknown", "concern"),
        ("partial_retraction", "unknown", "concern"),
        ("correction", "fine", "correction"),
        ("erratum", "fine", "correction"),
        ("corrigendum", "fine", "correction"),
        ("addendum", "fine", "correction"),
        ("new_version", "fine", "correction"),
    ],
)
def test_kinds_of_notices_are_told_apart(kind: str, state: str, notice: str) -> None:
    standing = standing_of_work(crossref_work(DOI, update(kind, NOTICE)), DOI)
    assert (standing.state, standing.notices[0].kind) == (state, notice)
    assert NOTICE in standing.notices[0].detail
    assert standing.notices[0].date == "2024-05-06"
    assert standing.notices[0].url == f"https://doi.org/{NOTICE}"


@pytest.mark.parametrize("kind", ["fresh_paint", "", None, 7])
def test_an_update_of_an_unknown_type_is_not_fine(kind: object) -> None:
    entry = update("retraction", NOTICE) | {"type": kind}
    standing = standing_of_work(crossref_work(DOI, entry), DOI)
    assert standing.state == "unknown"
    assert standing.unasked[0][0] == "crossref"


def test_the_publisher_and_retraction_watch_are_named_as_sources() -> None:
    work = crossref_work(
        DOI, update("retraction", NOTICE), update("retraction", NOTICE, source="retraction-watch")
    )
    assert [notice.register for notice in standing_of_work(work, DOI).notices] == [
        "crossref",
        "retraction-watch",
    ]


def test_a_notice_is_not_retracted_by_what_it_retracts() -> None:
    notice = crossref_work(NOTICE, title="Retraction: On Moss", **{"update-to": [update("retraction", DOI)]})
    assert standing_of_work(notice, NOTICE) == Standing(state="fine")


def test_a_work_changed_in_its_own_place_is_its_own_notice() -> None:
    work = crossref_work(DOI, **{"update-to": [update("retraction", DOI.upper())]})
    assert standing_of_work(work, DOI).state == "withdrawn"


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("RETRACTED: On Moss", "withdrawn"),
        ("[Retracted] On Moss", "withdrawn"),
        ("RETRACTED ARTICLE: On Moss", "withdrawn"),
        ("WITHDRAWN: On Moss", "withdrawn"),
        ("Retracted papers and who cites them", "fine"),
        ("Retraction: On Moss", "fine"),
        ("Removed sentences in moss", "fine"),
    ],
)
def test_titles_that_say_that_a_work_is_gone(title: str, state: str) -> None:
    assert standing_of_work(crossref_work(DOI, title=title), DOI).state == state


def test_a_relation_can_retract() -> None:
    work = crossref_work(DOI, relation={"is-retracted-by": [{"id": NOTICE, "id-type": "doi"}]})
    assert standing_of_work(work, DOI).state == "withdrawn"
    preprint = crossref_work(DOI, relation={"has-preprint": [{"id": "10.5555/p", "id-type": "doi"}]})
    assert standing_of_work(preprint, DOI).state == "fine"


@pytest.mark.parametrize(
    ("day", "state"), [((2025, 1, 2), "fine"), ((2023, 1, 2), "withdrawn"), (None, "withdrawn")]
)
def test_a_reinstatement_counts_if_it_came_last(day: tuple[int, ...] | None, state: str) -> None:
    back = update("Reinstatement", "10.5555/back", source="retraction-watch", day=day)
    standing = standing_of_work(crossref_work(DOI, update("retraction", NOTICE), back), DOI)
    assert standing.state == state
    assert "correction" in {notice.kind for notice in standing.notices}


@pytest.mark.parametrize(
    "moment",
    [None, [], {}, {"date-parts": []}, {"date-parts": [[2024]]}, {"date-parts": [[2024, 13, 1]]},
     {"date-parts": [["2024", 1, 1]]}, {"date-parts": [[True, 1, 1]]}, {"date-parts": [[10**30, 1, 1]]}],
)  # fmt: skip
def test_a_day_that_is_none_is_left_out(moment: object) -> None:
    entry = update("retraction", NOTICE) | {"updated": moment}
    assert standing_of_work(crossref_work(DOI, entry), DOI).notices[0].date is None


@pytest.mark.parametrize(
    "fields",
    [{"updated-by": "retraction"}, {"updated-by": [7]}, {"updated-by": {}}, {"relation": "x"},
     {"updated-by": [update("correction", NOTICE)] * 300}],
)  # fmt: skip
def test_a_record_of_another_form_is_unknown(fields: Work) -> None:
    standing = standing_of_work(crossref_work(DOI) | fields, DOI)
    assert standing.state == "unknown"
    assert "can't be read" in standing.unasked[0][1]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["updated-by", "update-to", "type", "DOI", "title", "relation", "updated", "date-parts"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["updated-by", "update-to", "title", "relation"]), _JSON, max_size=4))
def test_no_record_breaks_the_reading(fields: Work) -> None:
    assert standing_of_work({"DOI": DOI} | fields, DOI).state in ("fine", "withdrawn", "unknown")


_PACKED = re.compile(r"!!binary \|\n((?:\s+[A-Za-z0-9+/=]+\n)+)")


def recorded_works(folder: Path) -> Iterator[Work]:
    """The works in answers of Crossref that others recorded, packed into cassettes."""
    for file in sorted(folder.glob("*.yaml")):
        for packed in _PACKED.findall(file.read_text("utf-8")):
            body = base64.b64decode(packed)
            try:
                content = json.loads(gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)
            except ValueError:
                continue  # an answer in another format, or none
            message = content.get("message") if isinstance(content, dict) else None
            if isinstance(message, dict):
                yield from (work for work in message.get("items", [message]) if "DOI" in work)


@pytest.mark.shared
def test_recorded_works_are_read(shared_dir: Path) -> None:
    works = list(recorded_works(shared_dir / "fixtures" / "crossref"))
    assert len(works) > 200
    standings = [standing_of_work(work, work["DOI"].lower()) for work in works]
    assert {standing.state for standing in standings} == {"fine"}
    notices = [notice for standing in standings for notice in standing.notices]
    assert {(notice.kind, notice.register) for notice in notices} == {("correction", "crossref")}
    assert all(notice.date and notice.url for notice in notices)


# ------------------------------------------------------------------ OpenAlex's records


@pytest.mark.parametrize(
    ("flags", "state"),
    [([False], "fine"), ([True], "withdrawn"), ([False, True], "withdrawn"), ([None], "unknown"),
     (["false"], "unknown"), ([0], "unknown"), ([False, None], "unknown"), ([1], "unknown")],
)  # fmt: skip
def test_the_flag_of_openalex(flags: list[object], state: str) -> None:
    records = [openalex_work(DOI, is_retracted=flag) for flag in flags]
    assert standing_of_records(records, DOI).state == state


# ------------------------------------------------------------------ joining


def retracted(register: str) -> Standing:
    notice = Notice(kind="retraction", register=register, detail="Gone.")
    return Standing(state="withdrawn", notices=(notice,))


SILENT = Standing(state="unknown", unasked=(("crossref", "no answer"),))


@pytest.mark.parametrize(
    ("crossref", "openalex", "state"),
    [
        (Standing(state="fine"), Standing(state="fine"), "fine"),
        (retracted("crossref"), Standing(state="fine"), "withdrawn"),
        (retracted("crossref"), SILENT, "withdrawn"),
        (Standing(state="fine"), SILENT, "unknown"),
        (SILENT, Standing(state="fine"), "unknown"),
        (Standing(state="fine"), retracted("openalex"), "unknown"),
        (SILENT, retracted("openalex"), "withdrawn"),
    ],
)
def test_registers_are_joined_failing_closed(crossref: Standing, openalex: Standing, state: str) -> None:
    joined = join_registers({"crossref": crossref, "openalex": openalex})
    assert joined.state == state
    assert joined.state != "unknown" or joined.unasked


# ------------------------------------------------------------------ over the network


def test_dois_are_asked_in_batches(crossref: RegisterStandin, make_transport: Make) -> None:
    dois = [f"10.5555/moss.{n}" for n in range(120)]
    standings = ask_crossref(make_transport, crossref.url, *dois)
    assert list(standings) == dois
    assert len(crossref.requests) == 3
    assert standings[DOI].state == "fine"


def test_long_dois_make_smaller_batches(openalex: RegisterStandin, make_transport: Make) -> None:
    ask_openalex(make_transport, openalex.url, *[f"10.5555/{'ü' * 80}{n}" for n in range(10)])
    assert len(openalex.requests) > 1
    assert all(len(path) < 4_096 for path in openalex.requests)


@pytest.mark.parametrize("odd", ["10.5555/a,b", "10.5555/a|b", "10.5555/a+b", "10.5555/a&b=c?d#e%2f"])
def test_a_doi_that_would_break_a_filter_is_asked_for_all_the_same(odd: str, make_transport: Make) -> None:
    works = {DOI: crossref_work(DOI), odd: crossref_work(odd, update("retraction", NOTICE))}
    with RegisterStandin("crossref", works) as server:
        told = ask_crossref(make_transport, server.url, DOI, odd)
    assert (told[DOI].state, told[odd].state) == ("fine", "withdrawn")
    with RegisterStandin("openalex", {DOI: openalex_work(DOI), odd: openalex_work(odd)}) as server:
        told = ask_openalex(make_transport, server.url, DOI, odd)
    assert (told[DOI].state, told[odd].state) == ("fine", "fine")


@pytest.mark.parametrize("ask", [ask_crossref, ask_openalex])
@pytest.mark.parametrize("doi", ["10.9999/other", "10.9999/other,agency"])
def test_a_doi_that_a_register_does_not_know_is_unknown(
    ask: Callable[..., dict[str, Standing]], doi: str, make_transport: Make
) -> None:
    with RegisterStandin("crossref" if ask is ask_crossref else "openalex", {}) as server:
        standing = ask(make_transport, server.url, doi)[doi]
    assert standing.state == "unknown"
    assert f"does not know {doi}" in standing.unasked[0][1]


@pytest.mark.parametrize("ask", [ask_crossref, ask_openalex])
@pytest.mark.parametrize(
    "fault",
    ["500", "403", "429", "429_retry_after", "truncate", "html", "reset", "list", "null", "deep", "items"],
)
def test_no_fault_passes_for_fine(
    ask: Callable[..., dict[str, Standing]], fault: str, make_transport: Make
) -> None:
    kind: Literal["crossref", "openalex"] = "crossref" if ask is ask_crossref else "openalex"
    works = {DOI: crossref_work(DOI) if kind == "crossref" else openalex_work(DOI)}
    with RegisterStandin(kind, works) as server:
        server.fault = fault
        standing = ask(make_transport, server.url)[DOI]
        assert standing.state == "unknown"
        assert standing.unasked[0][0] == kind
        assert len(server.requests) <= 4


def test_a_fault_that_passes_is_asked_again(crossref: RegisterStandin, make_transport: Make) -> None:
    crossref.fault, crossref.n_faults = "500", 2
    assert ask_crossref(make_transport, crossref.url)[DOI].state == "fine"
    assert len(crossref.requests) == 3


def test_a_server_that_asks_for_an_hour_is_given_up(crossref: RegisterStandin, make_transport: Make) -> None:
    crossref.fault = "429_retry_after"
    standings = ask_crossref(make_transport, crossref.url, *[f"10.5555/moss.{n}" for n in range(120)])
    assert len(crossref.requests) == 1
    assert {standing.state for standing in standings.values()} == {"unknown"}


def test_a_host_that_can_not_be_reached_is_tried_twice(tmp_path_factory: pytest.TempPathFactory) -> None:
    pauses: list[float] = []
    settings = Settings(
        home=tmp_path_factory.mktemp("home"), crossref_url="http://127.0.0.1:9", register_interval_s=0.0
    )
    with Transport(settings, sleep=pauses.append) as transport:
        told = Crossref(settings, transport).ask([f"10.5555/moss.{n}" for n in range(120)])
        assert transport.requests_made == 2
    assert sum(pauses) < 1
    assert "can't be reached" in told[DOI].unasked[0][1]


def test_yesterdays_answer_is_not_todays(crossref: RegisterStandin, make_transport: Make) -> None:
    ask_crossref(make_transport, crossref.url)
    ask_crossref(make_transport, crossref.url)
    assert len(crossref.requests) == 2


def test_offline_nothing_is_asked(crossref: RegisterStandin, make_transport: Make) -> None:
    ask_crossref(make_transport, crossref.url)
    standing = ask_crossref(make_transport, crossref.url, is_offline=True)[DOI]
    assert standing.state == "unknown"
    assert "network is off" in standing.unasked[0][1]
    assert len(crossref.requests) == 1


def test_the_contact_is_told_to_crossref_only_where_it_is_one(
    crossref: RegisterStandin, make_transport: Make
) -> None:
    ask_crossref(make_transport, crossref.url, contact_mail="moss@example.org")
    assert crossref.headers[-1]["User-Agent"].endswith("(mailto:moss@example.org)")
    ask_crossref(make_transport, crossref.url, contact_mail="moss\r\nX-Evil: 1")
    assert "mailto" not in crossref.headers[-1]["User-Agent"]


# ------------------------------------------------------------------ settings


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ("crossref", "openalex")), ("none", ()), ("openalex", ("openalex",)),
     ("openalex,crossref", ("crossref", "openalex"))],
)  # fmt: skip
def test_registers_can_be_chosen(value: str | None, expected: tuple[str, ...], make_transport: Make) -> None:
    environment = {} if value is None else {"SYNTH_REGISTERS": value}
    registers = load_settings({}, environment).registers
    transport = make_transport("http://127.0.0.1:9", registers=registers)
    assert tuple(register.name for register in make_registers(transport.settings, transport)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("registers = []", ()), ('registers = ["openalex"]', ("openalex",)), ('registers = "none"', ())],
)
def test_registers_can_be_chosen_in_a_file(line: str, expected: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "synth.toml").write_text(line)
    assert load_settings({}, {}, tmp_path).registers == expected


@pytest.mark.parametrize("line", ["registers = 3", 'registers = ["scopus"]', "registers = [[]]"])
def test_a_file_with_other_registers_is_refused(line: str, tmp_path: Path) -> None:
    (tmp_path / "synth.toml").write_text(line)
    with pytest.raises(UsageError, match="crossref, openalex, or none"):
        load_settings({}, {}, tmp_path)


@pytest.mark.parametrize("value", ["scopus", "none,crossref"])
def test_an_unknown_register_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match="crossref, openalex, or none"):
        load_settings({}, {"SYNTH_REGISTERS": value})


def test_an_address_that_is_none_is_refused(make_transport: Make) -> None:
    transport = make_transport("http://127.0.0.1:9", openalex_url="api.openalex.org")
    with pytest.raises(UsageError, match="SYNTH_OPENALEX_URL"):
        make_registers(transport.settings, transport)
