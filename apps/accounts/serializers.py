"""Tokens as REST writes and reads them."""

from rest_framework import serializers


class SignInSerializer(serializers.Serializer):
    """What a program sends for a token."""

    login = serializers.CharField(max_length=60, help_text="Account name or mobile number.")
    password = serializers.CharField(max_length=200, trim_whitespace=False)
    code = serializers.CharField(
        max_length=20, required=False, default="", help_text="From the second factor, where the person has one."
    )


class TokenSerializer(serializers.Serializer):
    """A token, shown this once."""

    token = serializers.CharField(help_text="Send it as the header `Authorization: Token …`.")
    expires_at = serializers.DateTimeField()
