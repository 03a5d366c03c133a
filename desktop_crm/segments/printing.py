"""A tree as text, in either language; reading the text gives the same tree."""

from __future__ import annotations

from desktop_crm.segments.fields import Language
from desktop_crm.segments.tree import All, Any, Condition, Node, Not, Phrase, Words
from desktop_crm.segments.values import printed_value
from desktop_crm.segments.words import OR, printed


def text_of(tree: Node, known: Language, language: str, *, kept: bool = False) -> str:
    """Return a query as `tr` or `en` writes it; a field that is not known any more stands by its key.

    With `kept` fields of the shop's own stand by their keys: what is kept outlives another name.
    """
    match tree:
        case Words(text):
            return text
        case Phrase(text):
            return '"' + text.replace('"', '""') + '"'
        case Condition(key, op, value):
            field = known.by_key.get(key)
            if field is None:
                return f"{key}{op}"
            return f"{field.written(language, kept=kept)}{op}{printed_value(field, value, language)}"
        case Not(part):
            inside = text_of(part, known, language, kept=kept)
            return f"-{_closed(inside, closed=not isinstance(part, (Condition, Phrase)))}"
        case All(parts):
            texts = [(text_of(part, known, language, kept=kept), isinstance(part, Any)) for part in parts]
            return " ".join(_closed(text, closed=closed) for text, closed in texts)
        case Any(parts):
            return f" {printed(OR, language)} ".join(text_of(part, known, language, kept=kept) for part in parts)


def _closed(text: str, *, closed: bool) -> str:
    return f"({text})" if closed else text
