"""Letters as clerks enter them through the API."""

from io import BytesIO

from tests.api.conftest import Caller

SUBJECT = "V/v báo cáo phòng cháy"
SCAN = b"%PDF-1.7 a scan"


def enter_letter(
    clerk: Caller, subject: str = SUBJECT, *, file_name: str = "cong-van.pdf", **fields: str
) -> str:
    """Enter a letter from the home affairs department; return its id."""
    form = {"issuer": "snv", "type": "CV", "number": "12", "notation": "SNV-VP", **fields}
    answer = clerk(
        "POST",
        "/paper",
        data={**form, "subject": subject, "files": [(BytesIO(SCAN), file_name)]},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json["id"])
