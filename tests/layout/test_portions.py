from __future__ import annotations

from itertools import accumulate, product

import pytest

from service.layout import predictor
from service.layout.metrics import FontMetrics
from service.layout.nominal import nominal_metrics
from service.layout.portions import Run, portions_of, surely_fits

TEXTS = ("", "字", "第12号", "a字b字c", "字 a\u00a0字", "（一）12.5%、“甲”", "字字字字字字")
SPACINGS = (-20, -4, 0, 6)


def full(run: Run, metrics: FontMetrics, room: int) -> tuple[str, ...]:
    """Break lines with nothing seen at a glance."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(predictor, "surely_fits", lambda *_: False)
        return predictor.break_lines([run], metrics=metrics, width=room, first_indent=0)


@pytest.mark.parametrize(("text", "spacing"), list(product(TEXTS, SPACINGS)))
def test_what_fits_at_a_glance_fits(text: str, spacing: int) -> None:
    metrics, run = nominal_metrics(), Run(text, letter_spacing_twips=spacing)
    fitting = [room for room in range(0, 4000, 7) if surely_fits([run], metrics, room)]
    assert fitting
    assert all(full(run, metrics, room) == (text,) for room in fitting[:40])


def test_steps_are_common_or_differ() -> None:
    steps = nominal_metrics().steps(Run("").family, 0.5, 3)
    assert steps.common("字国字") == steps["字"]
    assert steps.common("国字") == steps["国"]
    assert steps.common("字a字") is None
    assert steps.common("a字") is None


def test_the_edges_are_the_sums_of_the_steps() -> None:
    metrics, run = nominal_metrics(), Run("字a1国家iW")
    scale = run.size_pt * 20 * 6 / 1000
    steps = metrics.steps(run.family, scale, run.letter_spacing_twips * 6)
    for portion in portions_of([run], metrics)[1]:
        text = run.text[portion.start : portion.end]
        assert list(portion.edges) == list(accumulate((steps[c] for c in text), initial=0))
