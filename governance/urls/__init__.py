"""The addresses of governance, one file per noun."""

from governance.urls import circles, consents, deeds, elections, meetings, register, tensions

app_name = "governance"
urlpatterns = [
    *circles.urlpatterns,
    *tensions.urlpatterns,
    *consents.urlpatterns,
    *elections.urlpatterns,
    *meetings.urlpatterns,
    *register.urlpatterns,
    *deeds.urlpatterns,
]
