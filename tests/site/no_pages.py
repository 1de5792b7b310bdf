"""A site without any page: what is left when every address fails."""

urlpatterns: list[object] = []
