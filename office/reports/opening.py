"""What a decision or resolution says before its articles: who decides, and "QUYẾT ĐỊNH:"."""

from __future__ import annotations

from collections.abc import Sequence

from office.reports.body import Block, Paragraph, Part


def enacted(blocks: Sequence[Block], words: str, issuer: str) -> tuple[Block, ...]:
    """Return `blocks` with the heading `words` before the first article, and `issuer` on top.

    Only where there are grounds before articles and the text does not say so itself: what
    people typed is never doubled and never moved. Without `words` nothing is added.
    """
    grounds = [at for at, block in enumerate(blocks) if _is(block, Part.GROUND)]
    articles = [at for at, block in enumerate(blocks) if _is(block, Part.ARTICLE)]
    if not words or not grounds or not articles or grounds[0] > articles[0]:
        return tuple(blocks)
    before, first = list(blocks[: articles[0]]), grounds[0]
    if not any(_is(block, Part.HEADING) for block in before[first:]):
        before.append(Paragraph(Part.HEADING, words))
    if issuer and not any(_is(block, Part.HEADING) for block in before[:first]):
        before.insert(first, Paragraph(Part.HEADING, issuer))
    return (*before, *blocks[articles[0] :])


def _is(block: Block, part: Part) -> bool:
    return isinstance(block, Paragraph) and block.part is part
