"""What each call asks and what came for it, kept by the database as terms and payments are written.

A year of ten thousand calls is then summed by one look at one small table.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

KEPT = migrations.RunSQL(
    """
    CREATE FUNCTION keep_fee_balance(of bigint) RETURNS void LANGUAGE sql AS $$
        INSERT INTO members_feebalance
            (call_id, year_id, called_on, due_on, barred_on, asked, why, paid)
        SELECT c.id, c.year_id, c.called_on, c.due_on, c.barred_on, t.amount, t.kind, (
            SELECT coalesce(sum(applied), 0) FROM members_feepayment WHERE call_id = c.id
        )
        FROM members_feecall c, LATERAL (
            SELECT amount, kind FROM members_feeterm
            WHERE call_id = c.id ORDER BY said_on DESC, id DESC LIMIT 1
        ) t
        WHERE c.id = of
        ON CONFLICT (call_id) DO UPDATE
            SET asked = excluded.asked, why = excluded.why, paid = excluded.paid
    $$;
    CREATE FUNCTION fee_balance_follows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM FROM members_feebalance WHERE call_id = NEW.call_id FOR UPDATE;
        PERFORM keep_fee_balance(NEW.call_id);
        RETURN NULL;
    END $$;
    CREATE TRIGGER fee_balance_follows_terms AFTER INSERT ON members_feeterm
        FOR EACH ROW EXECUTE FUNCTION fee_balance_follows();
    CREATE TRIGGER fee_balance_follows_payments AFTER INSERT ON members_feepayment
        FOR EACH ROW EXECUTE FUNCTION fee_balance_follows();
    SELECT keep_fee_balance(id) FROM members_feecall;
    """,
    """
    DROP TRIGGER fee_balance_follows_payments ON members_feepayment;
    DROP TRIGGER fee_balance_follows_terms ON members_feeterm;
    DROP FUNCTION fee_balance_follows();
    DROP FUNCTION keep_fee_balance(bigint);
    """,
)
WHYS = [
    ("called", "appelée"),
    ("chosen", "montant choisi par la personne"),
    ("declared", "tarif réduit, sur déclaration"),
    ("waived", "dispense décidée"),
    ("corrected", "montant corrigé"),
]


class Migration(migrations.Migration):
    dependencies = [("members", "0015_paper")]

    operations = [
        migrations.CreateModel(
            name="FeeBalance",
            fields=[
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="balance",
                        serialize=False,
                        to="members.feecall",
                        verbose_name="appel",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.feeyear",
                    ),
                ),
                ("called_on", models.DateField(verbose_name="appelée le")),
                ("due_on", models.DateField(verbose_name="à régler avant le")),
                ("barred_on", models.DateField(verbose_name="prescrite à partir du")),
                ("asked", models.PositiveIntegerField(verbose_name="demandé (centimes)")),
                ("why", models.CharField(choices=WHYS, max_length=9, verbose_name="raison")),
                ("paid", models.IntegerField(default=0, verbose_name="arrivé (centimes)")),
            ],
            options={
                "verbose_name": "solde d’un appel",
                "verbose_name_plural": "soldes des appels",
            },
        ),
        migrations.AddIndex(
            "feebalance",
            models.Index(
                condition=Q(paid__lt=F("asked")),
                fields=["year", "due_on", "call"],
                name="fee_balances_owed",
            ),
        ),
        KEPT,
    ]
