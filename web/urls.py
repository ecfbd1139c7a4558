"""Addresses of the pages."""

from django.urls import path

from web.views import account, attach, build, catalogue, colours, explore, own, revision, upload

app_name = "web"
urlpatterns = [
    path("", explore.home, name="home"),
    path("how-numbers-are-made/", catalogue.how_numbers_are_made, name="how"),
    path("colours.css", colours.stylesheet, name="colours"),
    path("upload/", upload.new_build, name="upload"),
    path("builds/", explore.builds, name="builds"),
    path("builds/<slug:slug>/", build.show, name="build"),
    path("builds/<slug:slug>/picture/", revision.picture, name="picture"),
    path("builds/<slug:slug>/upload/", upload.new_revision, name="revise"),
    path("builds/<slug:slug>/edit/", own.edit, name="edit"),
    path("builds/<slug:slug>/publish/", own.publish, name="publish"),
    path("builds/<slug:slug>/withdraw/", own.withdraw, name="withdraw"),
    path("builds/<slug:slug>/delete/", own.delete, name="delete"),
    path("builds/<slug:slug>/remix/", own.remix, name="remix"),
    path("builds/<slug:slug>/files/", attach.add, name="attach"),
    path("builds/<slug:slug>/files/<int:pk>/", attach.download, name="attachment"),
    path("builds/<slug:slug>/files/<int:pk>/remove/", attach.remove, name="detach"),
    path("builds/<slug:slug>/revisions/<int:number>/", build.show, name="revision"),
    path("builds/<slug:slug>/revisions/<int:number>/progress/", revision.progress, name="progress"),
    path("builds/<slug:slug>/revisions/<int:number>/cancel/", revision.cancel, name="cancel"),
    path("builds/<slug:slug>/revisions/<int:number>/retry/", revision.retry, name="retry"),
    path("builds/<slug:slug>/revisions/<int:number>/<str:what>/", revision.download, name="download"),
    path("me/", account.builds, name="me"),
    path("me/tokens/", account.tokens, name="tokens"),
    path("me/tokens/<int:pk>/revoke/", account.revoke, name="revoke"),
    path("parts/", catalogue.parts, name="parts"),
    path("parts/<int:pk>/", catalogue.part, name="part"),
]
