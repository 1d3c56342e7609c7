from django.urls import path

from governance.views import deeds, diaries, learning, steps

urlpatterns = [
    path("mes-actions/", deeds.my_deeds, name="my_deeds"),
    path("cercles/<int:pk>/actions/", deeds.circle_deeds, name="circle_deeds"),
    path("cercles/<int:pk>/actions/nouvelle/", deeds.new_deed, name="new_deed"),
    path("actions/<int:pk>/fin/", deeds.done, name="deed_done"),
    path("actions/<int:pk>/reprise/", deeds.reopening, name="deed_reopening"),
    path("actions/<int:pk>/levee/", deeds.release, name="deed_release"),
    path("cercles/<int:pk>/taches/nouvelle/", deeds.new_task, name="new_task"),
    path("taches/<int:pk>/fin/", deeds.task_end, name="task_end"),
    path("cercles/<int:pk>/etapes/", steps.circle_steps, name="circle_steps"),
    path("etapes-de-cercle/<int:pk>/fin/", steps.step_done, name="step_done"),
    path("etapes-de-cercle/<int:pk>/date/", steps.step_date, name="step_date"),
    path("mon-calendrier/", diaries.my_diary, name="my_diary"),
    path("mon-calendrier/adresse/", diaries.diary_address, name="diary_address"),
    path("mon-calendrier/fermeture/", diaries.diary_end, name="diary_end"),
    path("apprentissage/", learning.learning_mode, name="learning_mode"),
    path("calendrier/<str:token>.ics", diaries.diary_feed, name="diary_feed"),
]
