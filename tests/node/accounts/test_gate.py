"""Where signing in may lead, and which roles go together: for whatever is said."""

from urllib.parse import urljoin, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from homeward.node.accounts.gate import way_back
from homeward.node.accounts.roles import APART, MATRIX, Right, Role, clash

PIECES = st.sampled_from(
    [
        "/",
        "//",
        "/office",
        "office",
        "?next=",
        "#",
        "\\",
        "..",
        "/..",
        "%2e%2e",
        "\t",
        "\n",
        "@",
        ":",
        "https:",
        "evil.example",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=8).map("".join), st.lists(PIECES).map("/office".join)))
def test_signing_in_leads_into_the_office_and_nowhere_else(said: str) -> None:
    leads = urlsplit(urljoin("https://node.example/office/in", way_back(said)))
    assert leads.netloc == "node.example"
    assert leads.path == "/office" or leads.path.startswith("/office/")
    assert way_back(way_back(said)) == way_back(said)


@given(st.sets(st.sampled_from(list(Role))))
def test_who_guards_the_door_does_nothing_else(roles: set[Role]) -> None:
    assert (clash(roles) is None) == (len(roles) < 2 or not roles & set(APART))


def test_every_right_is_somebodys_and_every_role_has_one() -> None:
    assert set().union(*MATRIX.values()) == set(Right)
    assert all(MATRIX[role] for role in Role)
