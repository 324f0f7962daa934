"""What drafts begin with: the decree's forms, templates, earlier letters; all in good form."""

from dataclasses import replace

import pytest

from office.domain.documents import Content
from office.domain.errors import Invalid, NotFound, Refused
from office.domain.form_words import Finding
from office.domain.layout import Layout
from office.domain.skeletons import read
from office.reports.forms import form_of
from office.runtime import Office
from office.services.files import letters
from office.services.outgoing import beginnings, form_checks, templates
from tests import stories
from tests.make import DATA, acting
from tests.stories import LETTER

KEYS = sorted(file.stem for file in (DATA / "templates").glob("*.txt"))
TEMPLATE = Content(
    type_code="TB", subject="lịch tiếp dân", body="Thông báo …",
    layout=Layout(receivers=("Như trên", "Lưu: VT.")),
)  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_every_form_is_in_good_form_as_it_stands(province: Office, key: str) -> None:
    with province.look(acting(province, "cv.vx")) as work:
        content = beginnings.skeleton(work, key)
        whole = replace(content, subject=content.subject or "về …")
        unit = stories.unit(province, "ubnd-bac-ai")
        letter = letters.sketch(work, whole, recipients=[unit])
        found: list[Finding] = form_checks.of_letter(work, letter, content.type_code, 1)
    assert [(finding.code, finding.quote) for finding in found] == []
    assert "{organ}" not in content.body
    assert letters.pdf(letter).startswith(b"%PDF")


def test_all_twenty_nine_types_have_a_form_and_name_the_decrees(province: Office) -> None:
    with province.look(acting(province, "cv.vx")) as work:
        known, types = beginnings.known(work.settings.data), work.types
    assert {one.type_code for one in known.values()} == set(types)
    for one in known.values():
        printed = form_of(types[one.type_code].title).number
        assert one.form == printed or (one.form, printed) == ("1.3", "1.2"), one.key


def test_a_form_whose_head_lacks_something_is_named() -> None:
    with pytest.raises(ValueError, match="x: the head has no form"):
        read("x", "type: CV\n\nThử.")


def test_the_types_an_agency_writes_most_come_first(province: Office) -> None:
    def order() -> list[str]:
        with province.look(acting(province, "cv.vx")) as work:
            return [kind.type_code for kind in beginnings.kinds(work)]

    assert order()[:3] == ["CV", "QĐ", "TB"]
    for _ in range(2):
        stories.draft(province, content=replace(LETTER, type_code="PG"))
    stories.draft(province, content=replace(LETTER, type_code="ThC"))
    assert order()[:3] == ["PG", "ThC", "CV"]
    assert len(order()) == 29


def test_an_earlier_letter_is_found_by_its_symbol_and_begins_another(province: Office) -> None:
    settled = replace(LETTER, layout=Layout(receivers=("Lưu: VT.",)))
    document = stories.draft(province, "issued", content=settled)
    with province.look(acting(province, "cv.vx")) as work:
        for symbol in ("số 01/UBND-VX", "1/ubnd-vx", "1", " /UBND-VX"):
            assert [one.public_id for one in beginnings.called(work, symbol)] == [document], symbol
        for symbol in ("2", "01/QĐ-UBND", "", "chẳng có gì", "9" * 30):
            assert beginnings.called(work, symbol) == [], symbol
        begun = beginnings.earlier(work, document)
    assert (begun.subject, begun.body, begun.layout.receivers) == (
        LETTER.subject, LETTER.body, ("Lưu: VT.",),
    )  # fmt: skip
    assert begun.files == ()


def test_another_agencys_letter_begins_nothing(province: Office) -> None:
    received = stories.draft(province, "issued")
    for login in ("vt.bacai", "cv.th"):
        with province.look(acting(province, login)) as work:
            assert beginnings.called(work, "1") == []
            with pytest.raises(NotFound):
                beginnings.earlier(work, received)


def save(office: Office, login: str = "cvp.tinh", name: str = "Tiếp dân", **how: object) -> int:
    role = {"cvp.tinh": "chief_of_office"}.get(login)
    with office.work(acting(office, login, role)) as work:
        return templates.save(work, name, replace(TEMPLATE, **how))  # type: ignore[arg-type]  # fields by name


def test_a_template_is_saved_once_a_name_and_begins_drafts_of_its_agency(
    both_provinces: Office,
) -> None:
    key = save(both_provinces)
    assert save(both_provinces, subject="lịch tiếp công dân") == key
    with both_provinces.work(acting(both_provinces, "cv.vx")) as work:
        assert [one.name for one in templates.offered(work)] == ["Tiếp dân"]
        name, content = templates.read(work, key)
        templates.count_use(work, key)
    assert (name, content.subject) == ("Tiếp dân", "lịch tiếp công dân")
    assert content.layout == TEMPLATE.layout
    with both_provinces.look(acting(both_provinces, "cv.vx")) as work:
        assert [one.used for one in templates.offered(work)] == [1]
    with both_provinces.look(acting(both_provinces, "cv.snv")) as work:
        assert templates.offered(work) == []
        with pytest.raises(NotFound):
            templates.read(work, key)


@pytest.mark.parametrize("login", ["qt.tinh", "ct.tinh"])
def test_administrators_and_leaders_manage_templates_too(province: Office, login: str) -> None:
    key = save(province, login)
    with province.work(acting(province, login)) as work:
        templates.remove(work, key)
        assert templates.offered(work) == []
        with pytest.raises(NotFound):
            templates.remove(work, key)


@pytest.mark.parametrize("login", ["cv.vx", "tp.vx", "vt.tinh", "ttra.tinh"])
def test_nobody_else_manages_them(province: Office, login: str) -> None:
    stories.check_refusal(province, Refused, lambda: save(province, login))


@pytest.mark.parametrize(
    "bad",
    [{"name": " "}, {"name": "x" * 121}, {"type_code": "??"}, {"subject": " ", "body": "\n"},
     {"body": "x" * 200_001}],
)  # fmt: skip
def test_a_template_that_is_none_is_refused(province: Office, bad: dict[str, str]) -> None:
    stories.check_refusal(province, Invalid, lambda: save(province, **bad))


def test_an_agency_has_so_many_templates_and_no_more(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "MOST", 2)
    save(province, name="Một")
    save(province, name="Hai")
    save(province, name="Hai", subject="khác")
    stories.check_refusal(province, Invalid, lambda: save(province, name="Ba"))
