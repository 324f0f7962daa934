"""Issuing, beside its floors: pyHanko alone, WeasyPrint alone, hand-made SQL alone.

`python -m benchmarks.issue [--rounds N] [--recipients 65,10000] [--only sqlite]`.  Aims:
signatures and letters under 1.3 times the library by itself, over the same bytes, with the same
key, picture and place; the issue to so many recipients under 3 times the same rows by hand, on
each database.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter

from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.stamp import StaticStampStyle
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from benchmarks import fanout
from benchmarks import ground as grounds
from office.reports import letter, signatures
from office.signing import authority, drivers, keys, make
from office.signing.places import Place

AIM = 1.3
DATABASES = ("sqlite", "postgres")
#: Rounds of issuing: each takes a letter all the way to its number first.
MOST_ROUNDS = 11
NOW = datetime(2019, 11, 8, 2, 30, tzinfo=UTC)
PLACE = Place(0, 340, 200, 480, 260)
LETTER = letter.Letter(
    organ="Ủy ban nhân dân tỉnh Ninh Thuận", number_symbol="12/UBND-VX", place="Ninh Thuận",
    type_name="Công văn", subject="phòng, chống dịch bệnh mùa đông",
    body="\n\n".join(f"{n}. Các sở, ban, ngành triển khai thực hiện." for n in range(1, 21)),
    position="Chủ tịch", signer_name="Nguyễn Văn An", authority="TM. Ủy ban nhân dân",
    recipients=("Như trên", "Lưu: VT, VX"),
)  # fmt: skip


def main() -> None:
    """Measure and print."""
    chosen = _arguments()
    printed = letter.render(LETTER)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _compare("signatures", chosen.rounds, _ours(home, printed), _pyhanko(home, printed))
    page, fonts = letter.html(LETTER), FontConfiguration()

    def alone() -> object:
        return HTML(string=page).write_pdf(pdf_variant="pdf/a-2b", pdf_tags=True, font_config=fonts)

    _compare("letters", chosen.rounds, lambda: letter.render(LETTER), alone)
    for database in [chosen.only] if chosen.only else DATABASES:
        with grounds.opened(postgres=database == "postgres") as ground:
            sizes = [int(size) for size in chosen.recipients.split(",")]
            fanout.sized(ground, sizes, min(chosen.rounds, MOST_ROUNDS))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--recipients", default="65,10000", help="default 65,10000")
    parser.add_argument("--only", choices=DATABASES, help="one database instead of both")
    return parser.parse_args()


def _compare(
    what: str, rounds: int, ours: Callable[[], object], alone: Callable[[], object]
) -> None:
    took: dict[str, list[float]] = {"ours": [], "alone": []}
    ours(), alone()
    for _ in range(rounds):
        for name, act in (("ours", ours), ("alone", alone)):
            begun = perf_counter()
            act()
            took[name].append(perf_counter() - begun)
    each = {name: median(times) for name, times in took.items()}
    ratio = each["ours"] / each["alone"]
    print(
        f"{what}: {1 / each['ours']:.1f} a second, the library alone {1 / each['alone']:.1f}; ",
        end="",
    )
    print(f"{ratio:.2f} x (aim: under {AIM})")


def _ours(home: Path, printed: bytes) -> Callable[[], object]:
    own = authority.Authority(home, NOW)
    own.issue("person:ct", LETTER.signer_name, LETTER.organ)
    drawn = signatures.leader(LETTER.signer_name, simulated=True)
    (home / "picture.pdf").write_bytes(drawn)
    key = keys.Ring(own.keys, own.secrets, drivers.DRIVERS).of_person("ct")
    seen = hashlib.sha256(printed).hexdigest()
    order = make.Order(
        seen=seen, field=make.LEADER, place=PLACE, picture=make.Picture(drawn, True),
        reason="Ký ban hành", at=NOW,
    )  # fmt: skip
    return lambda: make.sign(printed, key, order)


def _pyhanko(home: Path, printed: bytes) -> Callable[[], object]:
    [file] = (home / "keys").glob("*.p12")
    secret = (home / "secrets" / file.name).read_bytes()
    signer = SimpleSigner.load_pkcs12(str(file), passphrase=secret)
    assert signer is not None
    box = tuple(int(edge) for edge in (PLACE.left, PLACE.bottom, PLACE.right, PLACE.top))

    def sign() -> object:
        style = StaticStampStyle(background=ImportedPdfPage(str(home / "picture.pdf")))
        metadata = PdfSignatureMetadata(
            field_name="Ky", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        )
        spec = SigFieldSpec("Ky", on_page=0, box=box)  # type: ignore[arg-type]  # it takes parts of points as well
        pdf_signer = PdfSigner(metadata, signer, stamp_style=style, new_field_spec=spec)
        writer = IncrementalPdfFileWriter(BytesIO(printed))
        return asyncio.run(pdf_signer.async_sign_pdf(writer)).getbuffer()

    return sign


if __name__ == "__main__":
    main()
