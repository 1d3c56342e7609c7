"""Rows as a file that a spreadsheet opens. Each form is written row by row: memory stays flat.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, which can
reach out of the sheet. In CSV such a text is given an apostrophe before it, as people do by hand;
in ODS and XLSX every text says that it is text.
"""

from coopstudio.sheets.writing.delimited import as_csv
from coopstudio.sheets.writing.opendocument import as_ods
from coopstudio.sheets.writing.workbook import as_xlsx

__all__ = ["as_csv", "as_ods", "as_xlsx"]
