"""How is a one-time password kept? Hashed with fewer rounds than a person's own, because nobody guesses it."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class OneTimePasswordHasher(PBKDF2PasswordHasher):
    """Two hundred slips in seconds: 59 random bits withstand guessing without the rounds that chosen words need.

    At the first sign-in Django hashes anew with the first of PASSWORD_HASHERS.
    """

    algorithm = "one_time"
    iterations = 20_000
