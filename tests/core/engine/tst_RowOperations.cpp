// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
// ATen first: Qt's keyword macros would break its headers.
#include "core/engine/RowOperations.h"

#include <QTest>

using namespace bathyscope;

class TestRowOperations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        at::manual_seed(11);
    }

    void multipliesByTheTransposedWeightAndAddsTheBias()
    {
        const c10::InferenceMode inference;
        const at::Tensor rows = at::randn({70, 24}); // more rows than a thread takes at a time
        const at::Tensor weight = at::randn({40, 24});
        const at::Tensor bias = at::randn({40});
        const at::Tensor product = rows.to(at::kDouble).matmul(weight.to(at::kDouble).t());
        at::Tensor out = at::full({70, 40}, 9.0F);
        linear(rows, weight, bias, out);
        QVERIFY((out - (product + bias)).abs().max().item<double>() < 1e-5);
        linear(rows, weight, {}, out);
        QVERIFY((out - product).abs().max().item<double>() < 1e-5);
    }

    void roundsOperandsAndProductToBfloat16()
    {
        const c10::InferenceMode inference;
        const at::Tensor rows = at::randn({70, 24});
        const at::Tensor weight = at::randn({40, 24}).to(at::kBFloat16);
        const at::Tensor bias = at::randn({40});
        const at::Tensor exact =
            rows.to(at::kBFloat16).to(at::kDouble).matmul(weight.to(at::kDouble).t()); // of the rounded ones
        at::Tensor out = at::empty({70, 40});
        linear(rows, weight, bias, out);
        QVERIFY(out.scalar_type() == at::kFloat);
        // Half a unit in the eighth bit of the product; nothing is lost in adding the bias.
        const at::Tensor error = (out - bias - exact).abs() - exact.abs() / 256;
        QVERIFY(error.max().item<double>() < 1e-5);
        linear(rows, weight, {}, out);
        QVERIFY(at::equal(out, out.to(at::kBFloat16).to(at::kFloat)));
    }

    void addsBranchesToRows()
    {
        const c10::InferenceMode inference;
        const at::Tensor rows = at::randn({70, 24});
        const at::Tensor branch = at::randn({70, 24});
        const at::Tensor expected = rows + branch;
        addRows(rows, branch);
        QVERIFY(at::equal(rows, expected));
    }

    void geluIsTheTanhForm()
    {
        const c10::InferenceMode inference;
        at::Tensor rows = at::randn({70, 24}) * 3;
        const at::Tensor x = rows.to(at::kDouble);
        const at::Tensor expected = 0.5 * x * (1 + at::tanh(0.7978845608028654 * (x + 0.044715 * x.pow(3))));
        gelu(rows);
        QVERIFY((rows - expected).abs().max().item<double>() < 2e-6);
    }
};

QTEST_GUILESS_MAIN(TestRowOperations)
#include "tst_RowOperations.moc"
