"""Which words are shown to people? A text in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words shown to people, in both languages."""

    zh: str
    en: str

    def get(self, language: str) -> str:
        """The words for a language tag such as "zh-hans" or "en"; every other language reads English."""
        return self.zh if language.lower().startswith("zh") else self.en

    def __str__(self) -> str:
        return self.zh
