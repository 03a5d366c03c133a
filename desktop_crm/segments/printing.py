"""A tree as text, in either language; reading the text gives the same tree."""

from __future__ import annotations

from desktop_crm.segments.fields import Language
from desktop_crm.segments.tree import All, Any, Condition, Node, Not, Phrase, Words
from desktop_crm.segments.values import printed_value
from desktop_crm.segments.words import OR, printed


def text_of(tree: Node, known: Language, language: str) -> str:
    """Return a query as `tr` or `en` writes it; a field that is not known any more stands by its key."""
    match tree:
        case Words(text):
            return text
        case Phrase(text):
            return '"' + text.replace('"', '""') + '"'
        case Condition(key, op, value):
            field = known.by_key.get(key)
            return f"{field.name(language)}{op}{printed_value(field, value, language)}" if field else f"{key}{op}"
        case Not(part):
            return f"-{_inside(part, known, language, closed=not isinstance(part, (Condition, Phrase)))}"
        case All(parts):
            return " ".join(_inside(part, known, language, closed=isinstance(part, Any)) for part in parts)
        case Any(parts):
            return f" {printed(OR, language)} ".join(text_of(part, known, language) for part in parts)


def _inside(part: Node, known: Language, language: str, *, closed: bool) -> str:
    text = text_of(part, known, language)
    return f"({text})" if closed else text
