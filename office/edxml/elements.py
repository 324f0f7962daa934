"""A parsed packet, seen by local names: prefixes and namespaces differ between senders.

The only module that calls lxml's parser. Element order and unknown elements do not matter.
"""

from lxml import etree

from office.edxml.cleaning import Prepared
from office.edxml.values import Unreadable

Element = etree._Element

# Zero-width characters that real packets carry around or instead of a text.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_BLANK = _INVISIBLE + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_PLACEHOLDERS = {"null", "n/a"}


def parse(prepared: Prepared) -> Element:
    """Parse, once more with the well-known prefixes declared if that is the fault."""
    try:
        return _parsed(prepared.data)
    except etree.LxmlError as fault:
        try:
            return _parsed(prepared.with_prefixes())
        except etree.LxmlError:
            reason = str(fault).splitlines()[0][:200] if str(fault) else "?"
            raise Unreadable(
                f"Gói tin không phải XML đúng cú pháp ({reason}).",
                f"The packet is not well-formed XML ({reason}).",
            ) from None


def _parsed(data: bytes) -> Element:
    # huge_tree, because lxml otherwise refuses a text over 10 MB, that is a file over 7 MB;
    # size, depth and number of tags were bounded before (`cleaning.prepare`).
    # Comments are dropped so that they cannot split a text in two.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    return etree.fromstring(data, parser)


def local(element: Element) -> str:
    """Name an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(parent: Element | None, *names: str) -> list[Element]:
    """List the direct children that bear one of the names, in document order."""
    return [] if parent is None else [child for child in parent if local(child) in names]


def child(parent: Element | None, *names: str) -> Element | None:
    """Find the first direct child that bears one of the names."""
    return next(iter(children(parent, *names)), None)


def seek(root: Element | None, *names: str) -> Element | None:
    """Find the first element at any depth that bears one of the names, the root included."""
    if root is None:
        return None
    return next((element for element in root.iter() if local(element) in names), None)


def text(parent: Element | None, *names: str) -> str | None:
    """Read the first meaningful text of the direct children that bear one of the names."""
    texts = (clean(found.text) for found in children(parent, *names))
    return next((found for found in texts if found is not None), None)


def texts(parent: Element | None, *names: str) -> tuple[str, ...]:
    """Read every meaningful text of the direct children that bear one of the names."""
    found = (clean(element.text) for element in children(parent, *names))
    return tuple(each for each in found if each is not None)


def clean(raw: str | None) -> str | None:
    """Strip blanks and invisible characters at both ends; a placeholder is None."""
    stripped = (raw or "").strip(_BLANK)
    return None if not stripped or stripped[:5].casefold() in _PLACEHOLDERS else stripped
