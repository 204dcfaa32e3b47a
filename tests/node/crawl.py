"""Somebody who opens every link and sends every form of the office, with what they were told to type."""

from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

TYPED = {"text", "search", "email", "tel", "url", "password"}
LEFT = ("/office/out", "/office/me")  # what would end the visit


@dataclass
class Form:
    """A form as a page offers it: fields whose value is given, and names of those to type into."""

    action: str
    method: str
    given: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)


class Reader(HTMLParser):
    """Takes links and forms out of a page."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.address, self.links, self.forms = address, [], []  # type: str, list[str], list[Form]
        self._choice = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attributes}
        if tag == "a":
            self.links.append(had.get("href", ""))
        elif tag == "form":
            self.forms.append(Form(had.get("action") or self.address, had.get("method", "get").lower()))
        elif self.forms and tag in {"input", "textarea", "select", "button", "option"}:
            self._field(self.forms[-1], tag, had)

    def _field(self, form: Form, tag: str, had: dict[str, str]) -> None:
        name, kind = had.get("name", ""), had.get("type", "text")
        if tag == "select":
            self._choice = name
            form.choices.setdefault(name, [])
        elif tag == "option":
            form.choices[self._choice].append(had.get("value", ""))
        elif not name:
            return
        elif tag == "textarea" or (tag == "input" and kind in TYPED):
            form.typed.append(name)
        elif kind == "file":
            form.files.append(name)
        elif kind in {"radio", "checkbox"}:
            form.choices.setdefault(name, []).append(had.get("value", "on"))
        else:
            form.given[name] = had.get("value", "")


@dataclass
class Visitor:
    """Goes through the office as one person.

    Attributes:
        client: the browser.
        typed: what is typed into every field.
        file: what is uploaded.
        most: how many requests at most.
    """

    client: Client
    typed: str
    file: bytes
    most: int = 150
    asked: list[str] = field(default_factory=list)
    answers: list[tuple[str, int]] = field(default_factory=list)

    def go(self, *begin: str) -> None:
        """Open what can be reached from here."""
        queue, known = deque(begin), set(begin)
        while queue and len(self.asked) < self.most:
            address = queue.popleft()
            page = self._ask("get", address, {})
            if page is None:
                continue
            read = Reader(page, address)
            for form in read.forms:
                if not form.action.startswith(LEFT):
                    self._send(form)
            for link in read.links:
                path = urlsplit(link).path
                if path.startswith("/office") and path not in known and not path.startswith(LEFT):
                    known.add(path)
                    queue.append(path)

    def _send(self, form: Form) -> None:
        data: dict[str, Any] = {**form.given, **dict.fromkeys(form.typed, self.typed)}
        data |= {name: values[-1] for name, values in form.choices.items() if values}
        data |= {name: SimpleUploadedFile("list.csv", self.file, "text/csv") for name in form.files}
        self._ask(form.method, form.action, data)

    def _ask(self, method: str, address: str, data: dict[str, Any]) -> str | None:
        answer = getattr(self.client, method)(address, data)
        self.asked += [address, answer.headers.get("Location", "")]
        self.answers.append((f"{method} {address}", answer.status_code))
        if "text/html" not in answer.headers.get("Content-Type", "") or answer.status_code >= 300:
            return None
        return str(answer.content.decode())
