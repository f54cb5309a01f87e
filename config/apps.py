from django.contrib.admin.apps import AdminConfig


class KopirAdminConfig(AdminConfig):
    default_site = "config.admin_site.KopirAdminSite"
