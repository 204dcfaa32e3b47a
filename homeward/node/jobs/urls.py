"""Addresses of jobs."""

from django.urls import path

from homeward.node.jobs import views

urlpatterns = [
    path("office/jobs/<int:number>", views.page, name="office-job"),
    path("office/jobs/<int:number>/progress", views.progress, name="office-job-progress"),
    path("office/jobs/<int:number>/stop", views.stop, name="office-job-stop"),
]
