"""Beginning a draft: a form of the decree, the agency's templates, an earlier letter, a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.letterhead import bare
from office.domain.skeletons import Skeleton
from office.domain.text import Text
from office.services.files import stages, written_files
from office.services.outgoing import beginnings, templates
from office.services.views import dossier
from office.services.work import Work
from office.services.writing import kept_texts
from office.web import current, draft_begun, draft_forms, draft_pages, posted, uploads
from office.web.draft_begun import Begun
from office.web.draft_forms import Typed
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("beginnings", __name__)
READ = Text(
    "Đã đọc tệp “{name}”. Hãy đối chiếu với tệp gốc rồi sửa chỗ đọc sai; đầu trang, chữ ký và dấu"
    " “./.” do hệ thống in.",
    "“{name}” was read. Compare it with the file and mend what was misread; head, signature and"
    " “./.” are printed by themselves.",
)


@bp.get("/drafts/begin")
def choose() -> str:
    """Show what a draft may begin with; `symbol` asks for earlier letters called so."""
    with current.look() as work:
        return _page(work)


@bp.post("/drafts/from-file")
def from_file() -> str | tuple[str, int]:
    """Read a DOCX or PDF and show the form with what it says, for correction."""
    came = uploads.received()
    try:
        keys = came.whole()
        with current.look() as work:
            staged = stages.listed(work, keys)
        current.end_reading()
        if len(staged) != 1:
            raise Invalid(Text("Hãy chọn một tệp.", "Choose one file."), field="files")
        content = written_files.read(work, staged[0])
    except (Invalid, Refused) as refusal:
        _drop(came.keys)
        with current.look() as work:
            return _page(work, refusal), status_of(refusal)
    keep = bool(request.form.get("keep"))
    if not keep:
        _drop(keys)
    typed = draft_forms.of_content(content, keys if keep else ())
    with current.look() as work:
        begun = Begun(form=draft_begun.FILE, typed=typed)
        return draft_pages.new_page(work, begun, told=READ.filled(name=staged[0].name))


@bp.get("/templates")
def index() -> str:
    """Show the agency's templates to whoever manages them; `from` or `id` opens one."""
    with current.look() as work:
        name, typed = _opened(work)
        return _templates(work, name, typed)


@bp.post("/templates")
def change() -> Response | tuple[str, int]:
    """Save a template or remove one; a refusal shows the page again with what was typed."""
    unwanted, name = posted.key(request.form.get("remove", "")), request.form.get("name", "")
    try:
        with current.work() as work:
            if unwanted is not None:
                templates.remove(work, unwanted)
            else:
                templates.save(work, name, draft_forms.content())
    except (Invalid, Refused) as refusal:
        with current.look() as work:
            return _templates(work, name, draft_forms.typed(), refusal), status_of(refusal)
    kept = Text("Đã lưu mẫu.", "The template is saved.")
    gone = Text("Đã bỏ mẫu.", "The template is removed.")
    flash(said(kept if unwanted is None else gone), "done")
    return redirect(url_for("beginnings.index"))


def _page(work: Work, refusal: OfficeError | None = None) -> str:
    symbol, answers = request.args.get("symbol", "").strip(), request.args.get("answers", "")
    kinds = beginnings.kinds(work)
    unsent = [one for one in kept_texts.mine(work) if one.form.startswith(draft_begun.NEW_DRAFT)]
    return render_template(
        "draft_begin.html",
        kinds=kinds,
        types=work.types,
        findable={one.key: _findable(work, one) for kind in kinds for one in kind.skeletons},
        templates=templates.offered(work),
        manages=work.actor.role in templates.MANAGERS,
        symbol=symbol,
        answered=dossier.read(work, answers) if answers else None,
        found=beginnings.called(work, symbol) if symbol else None,
        unsent=[(one, draft_begun.address_of(one.form, one.about)) for one in unsent],
        reasons=refusal.reasons if refusal else (),
        limit=work.settings.attachment_bytes,
    )


def _findable(work: Work, form: Skeleton) -> str:
    """Return the words by which a form is found while somebody types, with and without accents."""
    kind = work.types[form.type_code]
    said = (kind.title, kind.title_en, kind.abbreviation, form.title.vi, form.title.en)
    words = " ".join(said).lower()
    return f"{words} {bare(words)}"


def _opened(work: Work) -> tuple[str, Typed]:
    """Return the template to begin with: one of the agency's, or the text of a draft."""
    template = posted.key(request.args.get("id", ""))
    if template is not None:
        name, content = templates.read(work, template)
        return name, draft_forms.of_content(content)
    if source := request.args.get("from", ""):
        read = dossier.read(work, source)
        return "", draft_pages.as_kept(read)
    return "", Typed()


def _templates(work: Work, name: str, typed: Typed, refusal: OfficeError | None = None) -> str:
    templates.require_manager(work)
    values: dict[str, Any] = {
        "types": [(t.code, said(Text(t.title, t.title_en))) for t in work.types.values()],
        "titles": work.types,
    }
    return render_template(
        "draft_templates.html",
        saved=templates.offered(work),
        name=name,
        typed=typed,
        most=templates.MOST,
        longest=templates.LONGEST_NAME,
        reasons=refusal.reasons if refusal else (),
        **values,
    )


def _drop(keys: Sequence[str]) -> None:
    with current.work() as work:
        for key in keys:
            stages.drop(work, key)
