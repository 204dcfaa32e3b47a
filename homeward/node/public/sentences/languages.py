"""Languages by their names."""

from django.utils.translation import gettext_lazy

LANGUAGES = {
    "en": gettext_lazy("English"),
    "uk": gettext_lazy("Ukrainian"),
    "ru": gettext_lazy("Russian"),
    "be": gettext_lazy("Belarusian"),
    "pl": gettext_lazy("Polish"),
    "de": gettext_lazy("German"),
}


def language(code: str) -> str:
    """Name a language by its ISO 639-1 code."""
    return str(LANGUAGES.get(code, code))
