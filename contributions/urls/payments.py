from django.urls import path

from contributions.views import apports, goods_in, payments, transmissions, waivers

urlpatterns = [
    path("mes-apports/", apports.my_apports, name="mine"),
    path("apports/<int:pk>/", apports.apport, name="apport"),
    path("apports/<int:pk>/releves/<str:year>/", apports.statement, name="statement"),
    path("apports/<int:pk>/versement/", payments.receive, name="receive"),
    path("apports/<int:pk>/renonciation/", waivers.waiver, name="waiver"),
    path("apports/<int:pk>/transmission/", transmissions.transmission, name="transmission"),
    path("versements/<int:pk>/contre-passation/", payments.reversal, name="receipt_reversal"),
    path("versements-attendus/", payments.expected, name="expected"),
    path("versements-attendus/<int:pk>/abandon/", payments.lapse, name="lapse"),
    path("renonciations/<int:pk>/", waivers.entry, name="waiver_entry"),
    path("renonciations/<int:pk>/retour/", waivers.take_back, name="waiver_back"),
    path("biens-apportes/", goods_in.brought, name="things"),
    path("biens-apportes/<int:pk>/restitution/", goods_in.giving_back, name="good_return"),
]
