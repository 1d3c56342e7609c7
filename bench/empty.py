"""The addresses of the bare project: none."""

urlpatterns = []
