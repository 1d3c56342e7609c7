from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """How allauth behaves in this house: sign-up is closed, members come by invitation."""

    def is_open_for_signup(self, request):
        return False
