"""What the bank says is read once, whole, and nothing that is false is taken for true."""

from datetime import date

import pytest

from contributions.bank.statements import Unreadable, read

IBAN = "FR7630006000011234567890189"


def entry(amount="1000.00", side="CRDT", *, day="2027-03-02", more="", details="", status="BOOK"):
    return f"""<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>
      <Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>{more}
      <NtryDtls>{details}</NtryDtls></Ntry>"""


def detail(*, amount="", party="Dbtr", name="CHLOE MODELE", iban="FR14", words="APP-2027-0001",
           key="", more=""):  # fmt: skip
    money = f'<Amt Ccy="EUR">{amount}</Amt>' if amount else ""
    return f"""<TxDtls><Refs><EndToEndId>{key or "NOTPROVIDED"}</EndToEndId></Refs>{money}
      <RltdPties><{party}><Pty><Nm>{name}</Nm></Pty></{party}>
      <{party}Acct><Id><IBAN>{iban}</IBAN></Id></{party}Acct></RltdPties>
      <RmtInf><Ustrd>{words}</Ustrd></RmtInf>{more}</TxDtls>"""


def file(*entries, opening="500.00", closing="1500.00", version="08"):
    def balance(code, amount):
        return f"""<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>
          <Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>"""

    return f"""<?xml version="1.0" encoding="UTF-8"?>
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>
      <Stmt><Id>R-3</Id><ElctrncSeqNb>3</ElctrncSeqNb><Acct><Id><IBAN>{IBAN}</IBAN></Id></Acct>
      {balance("OPBD", opening)}{balance("CLBD", closing)}{"".join(entries)}
      </Stmt></BkToCstmrStmt></Document>""".encode()


def only(content):
    (statement,) = read(content)
    (movement,) = statement.movements
    return movement


@pytest.mark.parametrize("version", ["02", "08"])
def test_what_arrives_is_read_with_who_sent_it(version):
    found = only(file(entry(details=detail()), version=version))

    assert (found.account, found.on, found.cents) == (IBAN, date(2027, 3, 2), 100_000)
    assert (found.who, found.iban, found.words) == ("CHLOE MODELE", "FR14", "APP-2027-0001")
    assert found.end_to_end == ""


def test_what_leaves_is_below_zero_and_names_who_is_paid():
    found = only(file(entry("310.36", "DBIT", details=detail(party="Cdtr", key="APP-1"))))

    assert (found.cents, found.who, found.end_to_end) == (-31_036, "CHLOE MODELE", "APP-1")


def test_a_transfer_that_comes_back_is_told_apart():
    back = detail(key="APP-1", more="<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>")

    assert only(file(entry(details=back))).is_return


def test_a_reversal_has_the_side_it_says_and_the_statement_adds_up():
    """« CRDT » with « RvslInd »: what was debited comes back, and did arrive."""
    back = entry("310.36", details=detail(key="APP-1"), more="<RvslInd>true</RvslInd>")

    (statement,) = read(file(back, opening="500.00", closing="810.36"))

    assert statement.is_whole
    assert [(one.cents, one.is_return) for one in statement.movements] == [(31_036, True)]


def test_a_group_of_two_sides_tells_each_and_one_that_does_not_add_up_is_told_whole():
    fee = detail(amount="0.50", name="FRAIS", more="<CdtDbtInd>DBIT</CdtDbtInd>")
    mixed = entry("599.50", details=detail(amount="600.00") + fee)
    short = entry("599.50", details=detail(amount="300.00") + detail(amount="300.00"))

    (told,), (whole,) = read(file(mixed)), read(file(short))

    assert [one.cents for one in told.movements] == [60_000, -50]
    assert [one.cents for one in whole.movements] == [59_950]


def test_transfers_that_the_bank_groups_are_told_one_by_one():
    both = detail(amount="600.00") + detail(amount="400.00", name="NOE")

    (statement,) = read(file(entry(details=both)))

    assert [(one.cents, one.who) for one in statement.movements] == [
        (60_000, "CHLOE MODELE"),
        (40_000, "NOE"),
    ]


def test_a_statement_says_whether_nothing_is_missing():
    whole, holed = read(file(entry())) + read(file(entry("999.99")))

    assert (whole.opening, whole.closing) == (50_000, 150_000)
    assert (whole.is_whole, holed.is_whole) == (True, False)


def test_what_is_only_announced_is_not_there_yet():
    (statement,) = read(file(entry(status="PDNG")))

    assert statement.movements == ()


def test_the_same_file_twice_brings_the_same_lines():
    first, again = (only(file(entry(details=detail()))) for _ in range(2))

    assert first.identity == again.identity


def test_twins_of_a_day_are_two_lines():
    (statement,) = read(file(entry(details=detail()), entry(details=detail())))

    assert len({one.identity for one in statement.movements}) == 2


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
<Document><Stmt>&b;</Stmt></Document>"""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "XML"),
        (b"Date;Montant\r\n02/03/2027;1000,00", "XML"),
        (BOMB, "XML"),
        (b"<Document/>", "aucun relevé"),
        (file(entry("10.005")), "centimes"),
        (file(entry("beaucoup")), "ne se lit pas"),
        (file(entry("NaN")), "centimes"),
        (file(entry(side="")), "s’il arrive"),
        (file(entry(day="2027-02-30")), "n’existe pas"),
        (file(entry().replace('Ccy="EUR"', 'Ccy="USD"')), "euros"),
        (file(entry()).replace(b"Acct>", b"Other>"), "quel compte"),
    ],
)  # fmt: skip
def test_what_is_no_statement_is_said_in_french(content, says):
    with pytest.raises(Unreadable, match=says):
        read(content)
