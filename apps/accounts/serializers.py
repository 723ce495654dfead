"""People and tokens as REST writes and reads them."""

from rest_framework import serializers

from apps.accounts.models import User


class PersonSerializer(serializers.ModelSerializer):
    """An account. The mobile number is masked but for its owner and for who keeps people."""

    mobile = serializers.CharField(source="masked_mobile", read_only=True)

    class Meta:
        model = User
        fields = ["id", "username", "name", "mobile", "email", "is_active"]


class OwnAccountSerializer(serializers.ModelSerializer):
    """One's own account."""

    class Meta:
        model = User
        fields = ["id", "username", "name", "mobile", "email", "language", "theme"]


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
