"""What a person types to enter and to protect their account: allauth's forms, in our words."""

from allauth.account import forms as account
from django import forms

from coopstudio.french.fields import AddressField

ADVICE = "Douze signes au moins. Une phrase que vous aimez vaut mieux qu’un mot compliqué."


class CodeWidget(forms.TextInput):
    """Six figures in one field: pasted, typed, or offered by the telephone."""

    def __init__(self):
        super().__init__(
            {
                "class": "code-input",
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "maxlength": 12,
            }
        )


def reworded(field, label, hint="", *, missing=""):
    """``field`` asked in our words, without a placeholder."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    if missing:
        field.error_messages["required"] = missing
    return field


def address_field(label="Adresse e-mail", **more):
    field = AddressField(label=label, **more)
    field.widget.attrs |= {"autocomplete": "username webauthn", "inputmode": "email"}
    return field


class LoginForm(account.LoginForm):
    """An address, and a password for those who have one; without it a code leaves."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = address_field()
        self.fields["password"].required = False
        reworded(self.fields["password"], "Mot de passe")


class RequestCodeForm(account.RequestLoginCodeForm):
    email = address_field()


class CodeForm(account.ConfirmLoginCodeForm):
    code = forms.CharField(
        label="Code à six chiffres",
        help_text="Vous pouvez le coller.",
        widget=CodeWidget,
        error_messages={"required": "Tapez le code reçu."},
    )


class NewAddressCodeForm(account.ConfirmEmailVerificationCodeForm):
    code = CodeForm.base_fields["code"]


class NewAddressForm(account.AddEmailForm):
    email = address_field("Nouvelle adresse e-mail")


class SetPasswordForm(account.SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reworded(self.fields["password1"], "Mot de passe", ADVICE)
        reworded(self.fields["password2"], "Encore une fois")


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reworded(self.fields["oldpassword"], "Mot de passe actuel")
        reworded(self.fields["password1"], "Nouveau mot de passe", ADVICE)
        reworded(self.fields["password2"], "Encore une fois")


class ForgottenPasswordForm(account.ResetPasswordForm):
    email = address_field()


class ResetPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reworded(self.fields["password1"], "Nouveau mot de passe", ADVICE)
        reworded(self.fields["password2"], "Encore une fois")


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reworded(self.fields["password"], "Votre mot de passe")
