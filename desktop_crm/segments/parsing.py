"""Reading a query: text to tree, or a QueryError that says where it fails and what was expected."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from desktop_crm.platform.i18n import N_, language
from desktop_crm.platform.text import digits, fold, squeeze
from desktop_crm.segments.errors import QueryError
from desktop_crm.segments.fields import KEY_OF_OWN, Field, Language
from desktop_crm.segments.tree import EVERYBODY, Condition, Node, Not, Op, Phrase, Words, all_of, any_of
from desktop_crm.segments.values import parsed
from desktop_crm.segments.words import KEYWORDS

LONGEST: Final = 2000
_MOST_TERMS: Final = 100
_DEEPEST: Final = 30
_PHONE: Final = re.compile(r"[+(\d][\s\d+()./\-\u2010-\u2015\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_SHORTEST_PHONE: Final = 4
_FIELD: Final = re.compile(r"(custom\.\d+|[^\W\d_](?:[\w-]*\w)?)(!=|<=|>=|[:=<>])")
_APART: Final = re.compile(r"([^\W\d_](?:[\w-]*\w)?)\s+(!=|<=|>=|[=<>])")
_THEN: Final = r"(?:\s*(?=[!=<>])|(?=:))(!=|<=|>=|[:=<>])"
_IN_QUOTES: Final = re.compile(r'"((?:[^"]|"")+)"' + _THEN)
_IN_WORDS: Final = re.compile(r'([^\s()":=<>!]+(?:\s+[^\s()":=<>!]+)+)' + _THEN)
_QUOTED: Final = re.compile(r'"((?:[^"]|"")*)"')
_BARE: Final = re.compile(r'[^\s()"]+')
_VALUE: Final = re.compile(r'[^\s()"]+')
_SIGNS: Final = ("<", ">", "=", ":", "!=")
_MINUS: Final = re.compile(r"\s-\S")
_SPACE: Final = re.compile(r"\s*")


def parse(text: str, known: Language) -> Node:
    """Return what `text` asks about the fields of `known`; nothing asked is everybody. Raises QueryError."""
    if len(text) > LONGEST:
        raise QueryError(N_("This is too long; {count} letters are enough."), at=LONGEST, count=LONGEST)
    text = text.encode("utf-8", "replace").decode().replace("\0", " ")  # what the store cannot hold is asked of nobody
    bare = text.strip()
    if _PHONE.fullmatch(bare) and len(digits(bare)) >= _SHORTEST_PHONE and not _MINUS.search(bare):
        return Words(squeeze(bare))
    return _Parser(text, known).whole()


@dataclass(frozen=True, slots=True)
class FieldStart:
    """A field's name with its operator, found in a text: where the name begins and where the value will."""

    name: str
    op: str
    at: int
    value_at: int

    @property
    def length(self) -> int:
        """How many letters the name takes as it is written."""
        return self.value_at - self.at - len(self.op)


def field_start(text: str, at: int, known: Language) -> FieldStart | None:
    """Return the field that begins at a place, known or not; between a name and `:` there is no blank.

    A name of several words may stand in quotes, and without them where it is known.
    """
    found = _FIELD.match(text, at)
    if found is not None:
        return FieldStart(found[1], found[2], at, found.end())
    if (found := _IN_QUOTES.match(text, at)) is not None:
        return FieldStart(squeeze(found[1].replace('""', '"')), found[2], at, found.end())
    found = _APART.match(text, at)
    if (found is None or fold(found[1]) not in known.by_name) and known.most_words > 1:
        found = _IN_WORDS.match(text, at)
    if found is None or fold(squeeze(found[1])) not in known.by_name:
        return None
    return FieldStart(squeeze(found[1]), found[2], at, found.end())


class _Parser:
    """Goes through a text once, from the left."""

    def __init__(self, text: str, known: Language) -> None:
        self._text, self._known = text, known
        self._at = 0
        self._terms = self._deep = 0
        self._skip()

    def whole(self) -> Node:
        """Read to the end."""
        if self._done():
            return EVERYBODY
        tree = self._alternatives()
        if not self._done():
            raise QueryError(N_("This bracket closes nothing."), at=self._at)
        return tree

    def _alternatives(self) -> Node:
        parts = [self._together()]
        while self._keyword("or"):
            parts.append(self._together())
        return any_of(parts)

    def _together(self) -> Node:
        parts = [self._single()]
        while not self._done() and self._peek() != ")" and not self._is("or"):
            self._keyword("and")
            parts.append(self._single())
        return all_of(parts)

    def _single(self) -> Node:
        if self._done() or self._peek() == ")" or self._is("or") or self._is("and"):
            raise QueryError(
                N_("Something is missing here: a word, or a field such as {example}."), at=self._at,
                example=self._example(),
            )  # fmt: skip
        negated = self._keyword("not")
        if not negated and self._peek() == "-":
            self._at += 1
            self._skip()
            negated = True
        if negated:
            return Not(self._deeper(self._single))
        if self._peek() == "(":
            return self._deeper(self._group)
        return self._term()

    def _deeper(self, read: Callable[[], Node]) -> Node:
        self._deep += 1
        if self._deep > _DEEPEST:
            raise QueryError(N_("There are too many brackets within one another."), at=self._at)
        tree = read()
        self._deep -= 1
        return tree

    def _group(self) -> Node:
        opened = self._at
        self._at += 1
        self._skip()
        tree = self._alternatives()
        if self._done():
            raise QueryError(N_("This bracket is not closed."), at=opened)
        self._at += 1
        self._skip()
        return tree

    def _term(self) -> Node:
        self._terms += 1
        if self._terms > _MOST_TERMS:
            raise QueryError(
                N_("This asks too much at once; {count} parts are enough."), at=self._at, count=_MOST_TERMS
            )
        start = field_start(self._text, self._at, self._known)
        if start is None and self._peek() == '"':
            at = self._at
            phrase = squeeze(self._quoted())
            if not phrase:
                raise QueryError(N_("There is nothing between these quotation marks."), at=at, length=2)
            return Phrase(phrase)
        return self._condition(start) if start is not None else self._words()

    def _words(self) -> Node:
        found = _BARE.match(self._text, self._at)
        if found is None:
            raise QueryError(N_("This cannot be understood."), at=self._at)
        if found[0].startswith(_SIGNS):
            message = N_("Before “{sign}” a field is missing, such as {example}.")
            raise QueryError(message, at=self._at, sign=found[0][0], example=self._example())
        self._at = found.end()
        self._skip()
        return Words(found[0])

    def _condition(self, start: FieldStart) -> Node:
        field = self._field(start)
        self._at = start.value_at
        self._skip()
        at = self._at
        op = Op.IS if start.op == "!=" else Op(start.op)
        quoted = not self._done() and self._peek() == '"'
        if quoted:
            raw = self._quoted()
        else:
            found = _VALUE.match(self._text, self._at)
            if found is None:
                raise QueryError(N_("After “{about}” something is missing."), at=at, about=field.name(language()))
            raw, self._at = found[0], found.end()
            self._skip()
        value = parsed(field, op, raw, at, quoted=quoted)
        asked = Condition(field.key, op, value)
        return Not(asked) if start.op == "!=" else asked

    def _field(self, start: FieldStart) -> Field:
        field = self._known.by_name.get(fold(start.name))
        if field is not None:
            return field
        if KEY_OF_OWN.fullmatch(start.name):
            message = N_("This asks about a field of your own that was deleted.")
            raise QueryError(message, at=start.at, length=start.length)
        near = difflib.get_close_matches(fold(start.name), self._known.by_name, n=1, cutoff=0.6)
        if near:
            message = N_("There is no field “{name}”. Did you mean “{near}”?")
            meant = self._known.by_name[near[0]].name(language())
            raise QueryError(message, at=start.at, length=start.length, name=start.name, near=meant)
        raise QueryError(
            N_("There is no field “{name}”. Write for example {example}."),
            at=start.at, length=start.length, name=start.name, example=self._example(),
        )  # fmt: skip

    def _quoted(self) -> str:
        found = _QUOTED.match(self._text, self._at)
        if found is None:
            raise QueryError(N_("This quotation mark is not closed."), at=self._at)
        self._at = found.end()
        self._skip()
        return found[1].replace('""', '"')

    def _example(self) -> str:
        return ", ".join(f"{field.name(language())}:" for field in self._known.fields[:3])

    def _word(self) -> str:
        found = _BARE.match(self._text, self._at)
        return found[0] if found is not None else ""

    def _is(self, kind: str) -> bool:
        word = self._word()
        return KEYWORDS.get(fold(word)) == kind and bool(word)

    def _keyword(self, kind: str) -> bool:
        if not self._is(kind):
            return False
        self._at += len(self._word())
        self._skip()
        return True

    def _peek(self) -> str:
        return self._text[self._at]

    def _done(self) -> bool:
        return self._at >= len(self._text)

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at
