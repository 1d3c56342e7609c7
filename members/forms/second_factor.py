"""What a person types to prove a second time that it is them: allauth's forms, in our words."""

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from coopstudio.french.fields import LineField
from members.forms.accounts import CodeWidget

KEY_NAME = "Pour la reconnaître : « mon téléphone », « la clé du bureau »…"


def code_field(hint):
    return forms.CharField(
        label="Code",
        help_text=hint,
        widget=CodeWidget,
        error_messages={"required": "Tapez le code."},
    )


class AuthenticateForm(base.AuthenticateForm):
    code = code_field("Celui de votre application, ou l’un de vos codes de secours.")


class ReauthenticateForm(base.ReauthenticateForm):
    code = code_field("Celui de votre application, ou l’un de vos codes de secours.")


class Proof:
    """Who has just shown a new key or a new code need not show it again to see what comes next."""

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            record_authentication(context.request, self.user, method="mfa", reauthenticated=True)
        return cleaned


class ActivateAppForm(Proof, totp.ActivateTOTPForm):
    code = code_field("Les six chiffres que l’application affiche maintenant.")


class AddKeyForm(Proof, webauthn.AddWebAuthnForm):
    name = LineField(label="Nom de la clé", help_text=KEY_NAME, required=False, max_length=60)
    passwordless = forms.BooleanField(
        label="Elle me fait entrer à elle seule",
        help_text="Sans code ni mot de passe : votre empreinte, votre visage ou le code de "
        "l’appareil suffit.",
        required=False,
        initial=True,
    )


class NameKeyForm(webauthn.EditWebAuthnForm):
    name = LineField(label="Nom de la clé", help_text=KEY_NAME, max_length=60)
