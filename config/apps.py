from django.contrib.admin.apps import AdminConfig


class KopirAdminConfig(AdminConfig):
    default_site = "config.admin_site.KopirAdminSite"

    def ready(self):
        super().ready()
        from config.audit_admin import replace_audit_admin

        replace_audit_admin()
