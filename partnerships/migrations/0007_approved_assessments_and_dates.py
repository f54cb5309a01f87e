"""Give assessments a draft state, and ask of dates and targets that they make sense."""

import zoneinfo

import publishing.documents
import publishing.moments
from django.core.management.base import CommandError
from django.db import migrations, models


STATES = [('draft', 'Draft'), ('submitted', 'Submitted'), ('returned', 'Returned'), ('approved', 'Approved')]


def day_of(session):
    """Return the day of `session`, or the first of its event, as partnerships.models.commitments has it."""
    starts_at = session.starts_at or session.event.starts_at
    return starts_at.astimezone(zoneinfo.ZoneInfo(session.event.timezone)).date()


def fault_of(commitment):
    """Return what was allowed until now of a commitment and is not from now on; None where it is well."""
    if commitment.made_on and commitment.due_on and commitment.due_on < commitment.made_on:
        return "due before the day on which it, or the session where it was made, is dated"
    if commitment.target_value is not None and commitment.target_value == commitment.baseline:
        return "its target value is its baseline"
    return None


def date_and_check(apps, schema_editor):
    """Date a promise of a session by it, as saving it does from now on.

    Raises CommandError, with the slugs, where commitments break what the database asks from now on; nothing is changed then.
    """
    rows, faults, dated = apps.get_model("partnerships", "Commitment").objects, [], []
    for row in rows.select_related("made_at_session__event").order_by("slug"):
        if row.made_on is None and row.made_at_session is not None:
            row.made_on = day_of(row.made_at_session)
            dated.append(row)
        if fault := fault_of(row):
            faults.append(f"{row.slug} ({fault})")
    if faults:
        told = ", ".join(faults)
        raise CommandError(f"Correct these commitments in the version from before, then migrate again: {told}.")
    rows.bulk_update(dated, ["made_on"], batch_size=200)


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0013_proposals_and_consent'),
        ('partnerships', '0006_guarded_files'),
        ('people', '0006_organisation_telephone'),
    ]

    operations = [
        migrations.AddField(
            model_name='assessment',
            name='return_reason',
            field=models.TextField(blank=True, verbose_name='reason for returning'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='state',
            # What was public before there were drafts stays so.
            field=models.CharField(choices=STATES, db_index=True, default='approved', max_length=9, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='state',
            field=models.CharField(choices=STATES, db_index=True, default='draft', max_length=9, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='assessed_on',
            field=models.DateField(validators=[publishing.moments.check_year, publishing.moments.check_has_been], verbose_name='assessed on'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='due_on',
            field=models.DateField(blank=True, null=True, validators=[publishing.moments.check_year], verbose_name='due on'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='made_on',
            field=models.DateField(blank=True, help_text='Empty: the day of the session at which it was made.', null=True, validators=[publishing.moments.check_year], verbose_name='made on'),
        ),
        migrations.AlterField(
            model_name='partnership',
            name='ends_on',
            field=models.DateField(blank=True, null=True, validators=[publishing.moments.check_year, publishing.moments.check_has_been], verbose_name='actual end'),
        ),
        migrations.AlterField(
            model_name='partnership',
            name='halted_on',
            field=models.DateField(blank=True, null=True, validators=[publishing.moments.check_year, publishing.moments.check_has_been], verbose_name='halted on'),
        ),
        migrations.AlterField(
            model_name='partnership',
            name='planned_ends_on',
            field=models.DateField(blank=True, null=True, validators=[publishing.moments.check_year], verbose_name='planned end'),
        ),
        migrations.AlterField(
            model_name='partnership',
            name='planned_starts_on',
            field=models.DateField(blank=True, null=True, validators=[publishing.moments.check_year], verbose_name='planned start'),
        ),
        migrations.AlterField(
            model_name='partnership',
            name='signed_on',
            field=models.DateField(blank=True, null=True, validators=[publishing.moments.check_year, publishing.moments.check_has_been], verbose_name='signed on'),
        ),
        migrations.AlterField(
            model_name='partnership',
            name='starts_on',
            field=models.DateField(blank=True, null=True, validators=[publishing.moments.check_year, publishing.moments.check_has_been], verbose_name='actual start'),
        ),
        migrations.AlterField(
            model_name='partnershipdocument',
            name='dated_on',
            field=models.DateField(blank=True, null=True, validators=[publishing.moments.check_year], verbose_name='date'),
        ),
        migrations.AlterField(
            model_name='partnershipdocument',
            name='file',
            field=publishing.documents.GuardedFileField(blank=True, help_text='PDF, office file, text or table, at most 20 MB; or a picture, at most 15 MB.', max_length=200, storage=publishing.documents.private_files, upload_to='documents', validators=[publishing.documents.DocumentValidator()], verbose_name='file'),
        ),
        migrations.AlterField(
            model_name='progressreport',
            name='evidence_file',
            field=publishing.documents.GuardedFileField(blank=True, help_text='PDF, office file, text or table, at most 20 MB; or a picture, at most 15 MB.', max_length=200, storage=publishing.documents.private_files, upload_to='evidence', validators=[publishing.documents.DocumentValidator()], verbose_name='evidence as a file'),
        ),
        migrations.AlterField(
            model_name='progressreport',
            name='period_end',
            field=models.DateField(validators=[publishing.moments.check_year, publishing.moments.check_has_been], verbose_name='until'),
        ),
        migrations.AlterField(
            model_name='progressreport',
            name='period_start',
            field=models.DateField(validators=[publishing.moments.check_year, publishing.moments.check_has_been], verbose_name='from'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('return_reason', ''), _negated=True), _connector='OR'), name='partnerships_assessment_returned_with_a_reason', violation_error_message='Say why it is returned.'),
        ),
        migrations.RunPython(date_and_check, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('target_value__isnull', True), ('baseline__isnull', True), models.Q(('target_value', models.F('baseline')), _negated=True), _connector='OR'), name='partnerships_commitment_target_is_a_change', violation_error_message='A target value that is the baseline promises nothing that can be measured.'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('made_on__isnull', True), ('due_on__isnull', True), ('due_on__gte', models.F('made_on')), _connector='OR'), name='partnerships_commitment_due_after_it_is_made', violation_error_message='A commitment cannot be due before it is made.'),
        ),
    ]
