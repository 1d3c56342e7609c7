"""How allauth behaves in this house: what it says, where it leads, and who writes its letters."""

import ipaddress
import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from coopstudio.mail.paper import is_paper
from members import emails
from members.models import Person
from members.rights import addresses

log = logging.getLogger(__name__)
REFUSALS = {
    "email_password_mismatch", "incorrect_code", "incorrect_password", "rate_limited",
    "too_many_login_attempts",
}  # fmt: skip
SAYS = {
    "account_inactive": "Ce compte est fermé.",
    "duplicate_email": "C’est déjà votre adresse.",
    "email_password_mismatch": "Cette adresse et ce mot de passe ne vont pas ensemble.",
    "email_taken": "Cette adresse ne peut pas être prise.",
    "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
    "incorrect_code": "Ce n’est pas le bon code. Vérifiez-le, ou demandez-en un autre.",
    "incorrect_password": "Ce n’est pas votre mot de passe.",
    "invalid_login": "Cette adresse n’a pas la forme attendue : prenom@exemple.fr",
    "invalid_password_reset": "Ce lien a déjà servi, ou il a expiré.",
    "same_as_current": "C’est déjà votre adresse.",
    "too_many_login_attempts": "Trop d’essais à la suite. Attendez un peu, puis reprenez.",
    "rate_limited": "Trop de demandes à la suite. Attendez un peu, puis reprenez.",
    "unverified_primary_email": "Confirmez d’abord votre adresse.",
}
ABOUT_SECOND_FACTOR = {
    "add_email_blocked": "Retirez d’abord votre second facteur pour changer d’adresse.",
    "cannot_delete_authenticator": "Votre fonction demande un second facteur : "
    "ajoutez-en un autre avant de retirer celui-ci.",
    "cannot_generate_recovery_codes": "Les codes de secours accompagnent une clé d’accès "
    "ou une application : commencez par l’une des deux.",
    "incorrect_code": "Ce n’est pas le bon code. Il change toutes les trente secondes.",
    "unverified_email": "Confirmez d’abord votre adresse e-mail.",
}
LETTERS = {
    "account/email/login_code": emails.sign_in_code,
    "account/email/unknown_account": emails.unknown_address,
    "account/email/email_confirmation": emails.address_code,
    "account/email/email_confirmation_signup": emails.address_code,
    "account/email/password_reset_key": emails.password_reset,
}


class Noted:
    """An entry that was refused is written down by the program: why, never whose."""

    def validation_error(self, code, *args):
        if code in REFUSALS:
            log.warning("Entrée refusée : %s", code)
        return super().validation_error(code, *args)


class AccountAdapter(Noted, DefaultAccountAdapter):
    """Sign-up is closed, members come by invitation; each letter goes through the outbox."""

    error_messages = DefaultAccountAdapter.error_messages | SAYS

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        """Who asks, to be counted: an address; of IPv6 its /64, for a home is given a whole one."""
        here = ipaddress.ip_address(self.whole_address(request))
        if here.version == 4:
            return f"{here}"
        home = ipaddress.ip_network((here, 64), strict=False).network_address
        return f"{here.ipv4_mapped or home}"

    def whole_address(self, request):
        """The address itself, where it is a proof."""
        return super().get_client_ip(request)

    def get_login_redirect_url(self, request):
        """Home for those who belong here, their application for those who candidate."""
        person = request.user
        if not (person.is_member or person.roles):
            try:
                return reverse("applications:status")
            except NoReverseMatch:
                pass
        return super().get_login_redirect_url(request)

    @transaction.atomic
    def confirm_email(self, request, email_address):
        """The new address answers: what was written to those of before follows it."""
        person = Person.objects.select_for_update().get(pk=email_address.user_id)
        before = person.emailaddress_set.filter(verified=True).values_list("email", flat=True)
        former = {person.letterbox, *before}
        is_done = super().confirm_email(request, email_address)
        if is_done:
            person.refresh_from_db()
            addresses.moved(person, former)
        return is_done

    def send_mail(self, template_prefix, email, context):
        """Write our own letter where allauth would have sent its own."""
        if is_paper(email):  # a box of the house, that nobody signs in with
            return
        letter = LETTERS.get(template_prefix)
        if letter:
            letter(email, context)
        else:
            emails.account_changed(email, template_prefix.rpartition("/")[2], context)


class SecondFactorAdapter(Noted, DefaultMFAAdapter):
    """Keys and applications, in our words; those who must have one keep their last one."""

    error_messages = DefaultMFAAdapter.error_messages | ABOUT_SECOND_FACTOR

    def can_delete_authenticator(self, authenticator):
        person = authenticator.user
        if not (settings.PRIVILEGED_NEED_SECOND_FACTOR and person.is_privileged):
            return True
        others = Authenticator.objects.filter(user=person).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user, type):
        known = Authenticator.objects.filter(user=user, type=type).count()
        return f"Clé n° {known + 1}" if known else "Ma clé"

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}
