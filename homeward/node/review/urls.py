"""Addresses of review."""

from django.urls import path

from homeward.node.review import views

urlpatterns = [
    path("office/review", views.queue, name="review"),
    path("office/review/documents/<str:key>", views.document, name="review-document"),
    path("office/review/remarks/<int:number>", views.answer, name="review-remark"),
    path("remarks", views.remark, name="remark"),
]
