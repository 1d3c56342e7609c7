"""The seal of the house around a paper."""

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor

import pikepdf

from coopstudio.documents import sealing


def a_pdf():
    out = io.BytesIO()
    with pikepdf.new() as paper:
        paper.add_blank_page()
        paper.save(out)
    return out.getvalue()


def test_a_paper_is_sealed_even_where_a_loop_already_turns(settings, tmp_path):
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    content = a_pdf()

    async def in_a_loop():
        return sealing.sealed(content)

    with ThreadPoolExecutor(max_workers=1) as apart:  # a loop may already turn here
        sealed = apart.submit(asyncio.run, in_a_loop()).result()

    assert sealed.startswith(content)
    assert b"/ETSI.CAdES.detached" in sealed[len(content) :]
