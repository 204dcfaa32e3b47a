# ruff: noqa: T201
"""What the tests of this folder do in processes that can be killed, and on files that can be looked through.

python -m tests.node.people.node_of_its_own import ROWS | erase
"""

import os
import sys
from datetime import date
from pathlib import Path


def main(what: str, *rest: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "homeward.node.settings"
    import django

    django.setup()
    from django.core.management import call_command

    if what == "prepare":
        call_command("migrate", verbosity=0)
        prepare(int(rest[0]))
    elif what == "work":
        from homeward.node.jobs.worker import drain

        drain()
    else:
        call_command("migrate", verbosity=0)
        erase()


def prepare(rows: int) -> None:
    """Give a list, and have it taken in when it was read."""
    from homeward.node.accounts.roles import Role
    from homeward.node.people import importing
    from homeward.node.people.models import Source
    from tests.node.cast import somebody

    user = somebody(Role.COORDINATION)
    source = Source.objects.create(kind="list", recorded_by=user)
    text = "Прізвище;Ім'я;Дата народження;Особистий номер\n" + "".join(
        f"Ясний{'абвгд'[n % 5]}{'еєжзи'[n // 5 % 5]};Остап;{1950 + n % 50}-05-17;EX-{n:06}\n" for n in range(rows)
    )
    importing.give(user, "l.csv", text.encode(), source, date(2025, 5, 10), holding="sought")


def erase() -> None:
    """Take people in by hand and by list, then erase one of them by two people; say what is left of the name."""
    from homeward.node.accounts import twofold
    from homeward.node.accounts.roles import Role
    from homeward.node.jobs.worker import drain
    from homeward.node.people import erasing, facts, importing
    from homeward.node.people.models import Import, Listed, Note, Person, Source
    from tests.node.cast import somebody

    user, second = somebody(Role.COORDINATION), somebody(Role.COORDINATION, "maryna")
    source = Source.objects.create(kind="list", recorded_by=user)
    text = "Прізвище;Ім'я;Дата народження;Особистий номер\nЧерешнезнам;Остап;1990-05-17;EX-000001\n" + "".join(
        f"Ясний;Назар;{1950 + n % 50}-05-17;EX-1{n:05}\n" for n in range(400)
    )
    of = importing.give(user, "l.csv", text.encode(), source, date(2025, 5, 10), holding="sought")
    drain()
    of.refresh_from_db()
    importing.take_in(user, of)
    drain()
    person = Person.objects.get(surname="Черешнезнам")
    facts.say(person, {"surname": "Черешнезнама"}, source, user, "Черешнезнам was wrong")
    Note.objects.create(person=person, text="Черешнезнам is known to limp.", recorded_by=user)
    details = {"surname": "Черешнезнам"}
    Listed.objects.create(author="x", commitment="0" * 64, salt=b"s" * 32, details=details, person=person, category="a")
    print("before", found())
    payload = {"person": person.key, "reason": "asked"}
    asked = twofold.ask(user, erasing.KIND, payload)
    done = twofold.agree(second, asked.pk, asked.digest)
    print("outcome", done.state, done.outcome)
    listed = Listed.objects.get()
    print("left", Person.objects.get(pk=person.pk).name, bytes(listed.salt), listed.details, Import.objects.count())
    print("after", found())
    print("others", Person.objects.filter(surname="Ясний").count())


def found() -> int:
    """Count in how many files of the node the name is, as text or as JSON escapes it."""
    from django.conf import settings

    forms = [form.encode() for form in ("Черешнезнам", "черешнезнам", "SRSNSNM")]
    forms += ["Черешнезнам".encode("unicode_escape"), "черешнезнам".encode("unicode_escape"), b"s" * 32]
    files = [path for path in Path(settings.ENVIRONMENT.var).rglob("*") if path.is_file()]
    return sum(form in path.read_bytes() for path in files for form in forms)


if __name__ == "__main__":
    main(*sys.argv[1:])
