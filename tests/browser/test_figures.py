"""A sum stands whole on any screen, whatever its length: cut, it would be another sum."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SUM = "12\u202f345\u202f678,90\u00a0€"
CUT = """(sum) => {
  const values = [...document.querySelectorAll(".stats .stat__value")];
  values.forEach((one) => { one.textContent = sum; });
  return values.filter((one) => {
    const words = document.createRange();
    words.selectNodeContents(one);
    const room = one.closest(".stat").getBoundingClientRect();
    return words.getBoundingClientRect().right > room.right;
  }).length;
}"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_sum_of_millions_with_its_cents_is_never_cut(eyes, site, world, width):
    context = eyes.context(viewport={"width": width, "height": 844})
    context.add_cookies(world.cookies("administrator", site))
    page = context.new_page()
    page.goto(site + "/_galerie/")

    assert page.locator(".stats .stat__value").count() >= 3
    assert page.evaluate(CUT, SUM) == 0
    context.close()
