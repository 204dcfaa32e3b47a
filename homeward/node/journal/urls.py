"""Addresses that peers ask, and nobody else."""

from django.urls import re_path

from homeward.node.journal.views import ledger

urlpatterns = [re_path("^ledger/.*$", ledger, name="ledger")]
