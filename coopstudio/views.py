"""Pages that belong to no app: they compose panels, each app shows its own."""

from django.shortcuts import render

from coopstudio.doors import public


@public
def welcome(request):
    """The public home: what a candidate sees first."""
    return render(request, "welcome.html")


def home(request):
    """The page of the person who is signed in: one panel per app."""
    return render(request, "home.html")
