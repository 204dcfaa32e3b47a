"""Text from a stranger's file, as a terminal may be given it: nothing in it moves the cursor or turns words round."""


def shown(text: str) -> str:
    """Return a line with every character that is not for reading replaced by a question mark."""
    return "".join(character if character.isprintable() else "?" for character in text)


def shown_lines(text: str) -> str:
    """Do the same with a text of several lines, which stay."""
    return "\n".join(map(shown, text.split("\n")))
