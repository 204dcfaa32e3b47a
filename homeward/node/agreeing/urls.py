"""Addresses of the exchange desk."""

from django.urls import path

from homeward.node.agreeing.views import closing, drafts, lists, manifests, offers, opening, overview, plans, terms

urlpatterns = [
    path("office/exchange", overview.overview, name="exchange"),
    path("office/exchange/open", opening.opening, name="exchange-open"),
    path("office/exchange/close", closing.close, name="exchange-close"),
    path("office/exchange/stages/<slug:name>", overview.stage, name="exchange-stage"),
    path("office/exchange/figures/<slug:measure>", overview.figure, name="exchange-figure"),
    path("office/exchange/entries", overview.entries, name="exchange-entries"),
    path("office/exchange/entries/<slug:participant>/<int:index>", overview.entry, name="exchange-entry"),
    path("office/exchange/terms", terms.terms, name="exchange-terms"),
    path("office/exchange/terms/new", terms.propose, name="exchange-terms-new"),
    path("office/exchange/offers/<slug:digest>", offers.offer, name="exchange-offer"),
    path("office/exchange/offers/<slug:digest>/accept", offers.accept, name="exchange-accept"),
    path("office/exchange/offers/<slug:digest>/withdraw", offers.withdraw, name="exchange-withdraw"),
    path("office/exchange/lists", lists.lists, name="exchange-lists"),
    path("office/exchange/lists/new", lists.new, name="exchange-list-new"),
    path("office/exchange/lists/open", lists.open_letters, name="exchange-letters"),
    path("office/exchange/lists/<slug:author>/<slug:kind>", lists.group, name="exchange-list"),
    path("office/exchange/lists/<slug:author>/<slug:kind>/answer", lists.begin, name="exchange-answer-begin"),
    path("office/exchange/answers/<slug:key>", lists.answer, name="exchange-answer"),
    path("office/exchange/manifests", manifests.manifests, name="exchange-manifests"),
    path("office/exchange/manifests/<slug:digest>/substitute", manifests.substitute, name="exchange-substitute"),
    path("office/exchange/plans/new", plans.new, name="exchange-plan-new"),
    path("office/exchange/plans/<slug:key>", plans.plan, name="exchange-plan"),
    path("office/exchange/sent", drafts.sent, name="exchange-sent"),
    path("office/exchange/drafts/<slug:key>", drafts.check, name="exchange-draft"),
    path("office/exchange/drafts/<slug:key>/send", drafts.confirm, name="exchange-send"),
    path("office/exchange/drafts/<slug:key>/drop", drafts.drop, name="exchange-drop"),
]
