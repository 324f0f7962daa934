"""Groups of recipients that the agency writes to again and again."""

from __future__ import annotations

from http import HTTPStatus

from marshmallow import Schema, fields
from marshmallow.validate import Length

from office.api import current, wording
from office.api.schemas.drafts import MOST_RECIPIENTS
from office.api.schemas.fields import Told, Words
from office.api.section import section as new_section
from office.api.wording import Json
from office.services.outgoing import recipient_groups
from office.services.outgoing.recipient_groups import LONGEST_NAME

section = new_section("groups", "Nhóm nơi nhận / Groups of recipients")


class GroupForm(Schema):
    """A group to keep: one of the same name is replaced."""

    name = Words(required=True, validate=Length(1, LONGEST_NAME))
    units = fields.List(
        Words(validate=Length(1, 64)), required=True, validate=Length(1, MOST_RECIPIENTS)
    )


class GroupShape(Told):
    """A group; `units` by their keys."""

    id = fields.Integer()
    name = fields.String()
    units = fields.List(fields.String())


class GroupList(Told):
    """The groups of an agency, by name."""

    groups = fields.List(fields.Nested(GroupShape))


@section.get("/recipient-groups")
@section.answers(200, GroupList)
def listed() -> Json:
    """List the agency's groups of recipients."""
    with current.office().look(current.actor()) as work:
        return {
            "groups": [
                {
                    "id": group.id,
                    "name": group.name,
                    "units": [work.tree[unit_id].key for unit_id in group.unit_ids],
                }
                for group in recipient_groups.listed(work)
            ]
        }


@section.post("/recipient-groups")
@section.arguments(GroupForm)
@section.answers(201, GroupShape, 400, 413, 415, 422)
def keep(form: Json) -> tuple[Json, int]:
    """Keep a group of recipients under a name."""
    with current.office().work(current.actor()) as work:
        units = wording.unit_ids(work, form["units"], "units")
        key = recipient_groups.keep(work, form["name"], units)
        (kept,) = (group for group in recipient_groups.listed(work) if group.id == key)
        named = [work.tree[unit_id].key for unit_id in kept.unit_ids]
    return {"id": key, "name": kept.name, "units": named}, HTTPStatus.CREATED


@section.delete("/recipient-groups/<int(min=1, max=999999999):group_id>")
@section.answers(204, None, 404, 422)
def remove(group_id: int) -> None:
    """Forget a group of recipients."""
    with current.office().work(current.actor()) as work:
        recipient_groups.remove(work, group_id)
